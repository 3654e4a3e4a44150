package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.support.logs.Logged;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.requests.Traces;
import io.ringfence.support.streams.TopologyFixture;
import io.ringfence.trace.Trace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line a decision for who looks into one, and none a record for everybody else. */
class DecisionLogTest {
    private static final String NUMBER = "+442079460000";

    private TopologyFixture topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(stateDirectory, Instant.parse("2026-03-10T12:00:00Z"), 1);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void hasALineForEachDecision() {
        ActionRequest provision = Requests.provision(NUMBER);
        ActionRequest activate = Requests.of(Action.ACTIVATE, NUMBER);
        ActionRequest unknown = Requests.assign("+442079460001", "jane.doe");
        Trace trace = Traces.next();
        try (Logged logged = new Logged(DecisionLog.class.getName(), Level.DEBUG)) {
            topology.publish(provision);
            topology.publish(provision);
            topology.publish(
                    Topics.ACTIONS,
                    new TestRecord<>(
                            TopologyFixture.bytes(NUMBER),
                            topology.encoded(activate),
                            trace.headers(),
                            topology.now()));
            topology.publish(unknown);

            assertThat(logged.events()).extracting(ILoggingEvent::getLevel).containsOnly(Level.DEBUG);
            assertThat(logged.events())
                    .extracting(DecisionLogTest::fields)
                    .containsExactly(
                            line(provision, "ACCEPTED", 1L, null),
                            line(activate, "INVALID_STATUS", 1L, trace.parent()),
                            line(unknown, "UNKNOWN_NUMBER", null, null));
            assertThat(logged.events().toString()).doesNotContain("jane.doe");
        }
    }

    @Test
    void hasALineForAnOrderBesideThoseOfItsNumbers() {
        topology.publish(Requests.provision(NUMBER));
        VoiceServiceOrder order = Orders.add(Requests.ACORN, 1);
        try (Logged logged = new Logged(DecisionLog.class.getName(), Level.DEBUG)) {
            topology.publish(order);

            List<Map<String, Object>> lines =
                    logged.events().stream().map(DecisionLogTest::fields).toList();
            assertThat(lines).hasSize(3);
            assertThat(lines.get(2))
                    .containsEntry("orderId", order.orderId())
                    .containsEntry("siteId", order.siteId())
                    .hasEntrySatisfying("result", result -> assertThat(result).hasToString("FULFILLED"));
        }
    }

    @Test
    void nothingIsLoggedOfARecordOtherwise() {
        try (Logged logged = new Logged("io.ringfence", Level.INFO)) {
            List<String> numbers = IntStream.range(0, 20)
                    .mapToObj(i -> "+44207946%04d".formatted(i))
                    .toList();
            numbers.forEach(number -> topology.publish(Requests.provision(number)));
            numbers.forEach(number -> topology.publish(Requests.provision(number)));
            topology.publish(Orders.addWithMainNumber(Requests.ACORN, 5));
            topology.publish(Orders.cease(Requests.ACORN, null));

            assertThat(topology.changes()).hasSizeGreaterThan(20);
            assertThat(topology.rejections()).hasSize(20);
            assertThat(logged.events()).isEmpty();
        }
    }

    private static Map<String, Object> line(ActionRequest request, String code, Long version, String traceparent) {
        Map<String, Object> line = new HashMap<>();
        line.put("traceparent", traceparent);
        line.put("requestId", request.requestId());
        line.put("phoneNumber", request.phoneNumber());
        line.put("siteId", request.siteId());
        line.put("action", request.action());
        line.put("code", code);
        line.put("version", version);
        return line;
    }

    /** Codes as their names. */
    private static Map<String, Object> fields(ILoggingEvent event) {
        Map<String, Object> fields = new HashMap<>();
        event.getKeyValuePairs().forEach(pair -> fields.put(pair.key, pair.value));
        fields.computeIfPresent("code", (name, code) -> code.toString());
        return fields;
    }
}
