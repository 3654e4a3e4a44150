package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static io.ringfence.support.streams.TopologyFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.Party;
import io.ringfence.domain.Question;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.requests.Traces;
import io.ringfence.support.streams.TopologyFixture;
import io.ringfence.trace.Trace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The headers of a request or an order are on its outcome, and on nothing else. */
class TracesTest {
    private static final String NUMBER = "+442079460000";
    private static final String ANOTHER = "+442079460001";
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");

    private final Trace trace = Traces.next();
    private TopologyFixture topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(stateDirectory, NOON, Set.of(Action.DEACTIVATE));
        publish(Requests.provision(NUMBER), Trace.NONE);
        publish(Requests.provision(ANOTHER), Trace.NONE);
        topology.changes();
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void isOnAChangeAndOnARejection() {
        ActionRequest allocate = Requests.allocate(NUMBER, ACORN);
        publish(allocate, trace);
        Trace other = Traces.next();
        publish(Requests.of(Action.LOCK, NUMBER), other);
        publish(Requests.of(Action.ACTIVATE, NUMBER).withSiteId(" "), trace);
        publish(allocate, Traces.next());
        publish(Requests.of(Action.ACTIVATE, NUMBER), Trace.NONE);

        assertThat(traces(Topics.STATE_CHANGES)).containsExactly(trace, Trace.NONE);
        assertThat(traces(Topics.REJECTIONS)).containsExactly(other, trace);
    }

    @Test
    void malformedIsCarriedNowhere() {
        Headers headers = trace.headers();
        headers.remove(Trace.PARENT).add(Trace.PARENT, bytes("00-" + "0".repeat(32) + "-00f067aa0ba902b7-01"));
        publish(Requests.allocate(NUMBER, ACORN), headers);

        assertThat(traces(Topics.STATE_CHANGES)).containsExactly(Trace.NONE);
    }

    @Test
    void otherHeadersAreCarriedNowhere() {
        publish(Requests.allocate(NUMBER, ACORN), trace.headers().add("secret", bytes("of the sender")));

        assertThat(records(Topics.STATE_CHANGES)).singleElement().satisfies(record -> assertThat(record.headers())
                .isEqualTo(trace.headers()));
    }

    @Test
    void outlastsAClaimThatIsGrantedAndOneThatIsRefused() {
        publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, NUMBER), Trace.NONE);
        publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, ANOTHER), Trace.NONE);
        traces(Topics.STATE_CHANGES);
        Trace refused = Traces.next();

        publish(Requests.allocate(NUMBER, ACORN), trace);
        publish(Requests.allocate(ANOTHER, ACORN), refused);

        assertThat(traces(Topics.STATE_CHANGES)).containsExactly(trace);
        assertThat(traces(Topics.REJECTIONS)).containsExactly(refused);
        assertThat(traces(Topics.CLAIM_ANSWERS)).containsExactly(trace, refused);
    }

    @Test
    void outlastsAnEntitlementThatIsAskedFor() {
        topology.publish(new EntitlementChange(SITE, ACORN, OptionalInt.of(1)));
        publish(Requests.allocate(NUMBER, ACORN), Trace.NONE);
        publish(Requests.allocate(ANOTHER, ACORN), Trace.NONE);
        traces(Topics.STATE_CHANGES);
        Trace refused = Traces.next();

        publish(Requests.of(Action.ACTIVATE, NUMBER), trace);
        publish(Requests.of(Action.ACTIVATE, ANOTHER), refused);

        assertThat(traces(Topics.STATE_CHANGES)).containsExactly(trace);
        assertThat(traces(Topics.REJECTIONS)).containsExactly(refused);
    }

    /** The platform is told, and its own trace ends there. */
    @Test
    void outlastsThePlatform() {
        publish(Requests.allocate(NUMBER, ACORN), Trace.NONE);
        publish(Requests.of(Action.ACTIVATE, NUMBER), Trace.NONE);
        traces(Topics.STATE_CHANGES);
        ActionRequest deactivate = Requests.of(Action.DEACTIVATE, NUMBER);

        publish(deactivate, trace);
        publish(deactivate, Traces.next());
        publish(Requests.of(Action.DEALLOCATE, NUMBER), Trace.NONE);

        assertThat(traces(Topics.FULFILMENTS)).containsExactly(trace);
        Answer result = new Answer(deactivate.requestId(), NUMBER, Question.FULFILMENT, Optional.empty());
        topology.publish(
                Topics.FULFILMENT_RESULTS,
                new TestRecord<>(
                        bytes(NUMBER), topology.encoded(result), Traces.next().headers(), topology.now()));
        assertThat(traces(Topics.STATE_CHANGES)).containsExactly(trace);
    }

    @Test
    void coolingOffThatEndsBeforeARequestIsNotOfIt() {
        publish(Requests.startCoolingOff(NUMBER, TODAY), Trace.NONE);
        traces(Topics.STATE_CHANGES);
        topology.advanceRecordsOnly(Duration.ofDays(1));

        publish(Requests.allocate(NUMBER, ACORN), trace);

        assertThat(traces(Topics.STATE_CHANGES)).containsExactly(Trace.NONE, trace);
    }

    /** The clock ticks right after a record that has one. */
    @Test
    void coolingOffThatEndsByTheClockIsOfNoTrace() {
        publish(Requests.startCoolingOff(NUMBER, TODAY), Trace.NONE);
        publish(Requests.allocate(ANOTHER, ACORN), trace);
        traces(Topics.STATE_CHANGES);

        topology.advance(Duration.ofDays(1));

        assertThat(traces(Topics.STATE_CHANGES)).containsExactly(Trace.NONE);
        assertThat(traces(Topics.SITE_STOCK)).isNotEmpty().containsOnly(Trace.NONE);
    }

    @Test
    void isOnAllThatAnOrderDoes() {
        VoiceServiceOrder order = Orders.addWithMainNumber(ACORN, 1);
        publish(order, trace);
        Trace refused = Traces.next();
        publish(order.withQuantity(5), refused);
        Trace ceasing = Traces.next();
        publish(Orders.cease(ACORN, null), ceasing);

        assertThat(traces(Topics.ORDER_OUTCOMES)).containsExactly(trace, refused, ceasing);
        assertThat(traces(Topics.ORDER_REQUESTS)).hasSize(7).containsOnly(trace, ceasing);
        assertThat(traces(Topics.STATE_CHANGES)).containsExactly(trace, trace, trace, trace, trace, ceasing, ceasing);
    }

    @Test
    void nothingIsKeptOfAnOrderThatIsDone() {
        publish(Orders.add(ACORN, 1), trace);
        publish(Orders.add(new Party(ACORN.type(), "many", "Many"), 5), trace);

        assertThat(traces(Topics.ORDER_OUTCOMES)).containsExactly(trace, trace);
        List<String> kept = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all =
                topology.<byte[]>store(StateStores.SITE_INDEX.name()).all()) {
            all.forEachRemaining(entry -> kept.add(entry.key));
        }
        assertThat(kept).isNotEmpty().noneMatch(key -> key.startsWith("P"));
    }

    /** The driver's only task is the first of many partitions. */
    @Test
    void isOnWhatAnotherOwnerDecides(@TempDir Path stateDirectory) {
        stop();
        topology = new TopologyFixture(stateDirectory, NOON, 1_000);

        publish(Requests.provision(NUMBER), trace);

        assertThat(traces(Topics.REROUTED)).containsExactly(trace);
        assertThat(traces(Topics.STATE_CHANGES)).containsExactly(trace);
    }

    private void publish(ActionRequest request, Trace of) {
        publish(request, of.headers());
    }

    private void publish(ActionRequest request, Headers headers) {
        topology.publish(
                Topics.of(request.action().channel()),
                new TestRecord<>(bytes(request.phoneNumber()), topology.encoded(request), headers, topology.now()));
    }

    private void publish(VoiceServiceOrder order, Trace of) {
        topology.publish(
                Topics.ORDERS,
                new TestRecord<>(bytes(order.siteId()), topology.encoded(order), of.headers(), topology.now()));
    }

    private List<Trace> traces(Topics.Topic topic) {
        return records(topic).stream().map(record -> Trace.of(record.headers())).toList();
    }

    private List<TestRecord<String, byte[]>> records(Topics.Topic topic) {
        return topology.driver()
                .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }
}
