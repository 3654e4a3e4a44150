package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static io.ringfence.support.streams.TopologyFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.Objection;
import io.ringfence.domain.Question;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the voice platform has to carry out before it is true, and whatever it answers. */
class FulfilmentsTest {
    private static final String NUMBER = "+442079460000";
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private TopologyFixture topology;
    private List<FulfilmentRequest> asked;
    private final ActionRequest activate = Requests.of(Action.ACTIVATE, NUMBER);

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(
                stateDirectory, NOON, Set.of(Action.ACTIVATE, Action.NOMINATE_MAIN_NUMBER, Action.DEALLOCATE));
        topology.publish(Requests.provision(NUMBER));
        topology.publish(Requests.allocate(NUMBER, ACORN));
        topology.changes();
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void numberWaitsForThePlatformAndShowsIt() {
        topology.publish(activate);

        FulfilmentRequest asked = theOnlyOne();
        assertThat(asked.requestId()).isEqualTo(activate.requestId());
        assertThat(asked.current())
                .isEqualTo(topology.number(NUMBER).withoutPending().number());
        assertThat(asked.proposed().status()).isEqualTo(Status.ACTIVE);
        assertThat(topology.changes()).isEmpty();
        assertThat(topology.listed(SITE, NUMBER).changeInProgress().waitsFor()).isEqualTo(Question.FULFILMENT);
        topology.publish(Requests.of(Action.DEALLOCATE, NUMBER));
        assertThat(topology.rejections()).extracting(Rejection::code).containsExactly(RejectionCode.CHANGE_IN_PROGRESS);
    }

    @Test
    void successMakesItTrue() {
        topology.publish(activate);

        topology.publish(result(activate, Optional.empty()));

        StateChange change = theOnlyChange();
        assertThat(change.requestId()).isEqualTo(activate.requestId());
        assertThat(change.after()).isEqualTo(theOnlyOne().proposed());
        assertThat(topology.listed(SITE, NUMBER)).isEqualTo(change.after());
    }

    @Test
    void failureLeavesTheNumberAsItWas() {
        topology.publish(activate);

        topology.publish(failure(activate, "Line fault."));

        assertThat(topology.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.requestId()).isEqualTo(activate.requestId());
            assertThat(rejection.code()).isEqualTo(RejectionCode.FULFILMENT_FAILED);
            assertThat(rejection.message()).isEqualTo("Line fault.");
            assertThat(rejection.current()).isEqualTo(theOnlyOne().current());
        });
        assertThat(topology.changes()).isEmpty();
        assertThat(topology.number(NUMBER).pending()).isNull();
        assertThat(topology.listed(SITE, NUMBER))
                .isEqualTo(topology.number(NUMBER).number());
    }

    @Test
    void whatNothingWaitsForIsCountedAndIgnored() {
        topology.publish(result(activate, Optional.empty()));
        topology.publish(activate);
        topology.publish(result(Requests.of(Action.ACTIVATE, NUMBER), Optional.empty()));
        assertThat(topology.changes()).as("early, and another's").isEmpty();

        topology.publish(result(activate, Optional.empty()));
        topology.publish(failure(activate, "Too late."));

        assertThat(topology.changes()).hasSize(1);
        assertThat(topology.rejections()).isEmpty();
        assertThat(topology.deadLetters()).isEmpty();
        assertThat(unawaited()).isEqualTo(3);
    }

    private double unawaited() {
        return topology.driver().metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("answers-unawaited-total"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }

    /** The site's word comes first; what it has granted is given back where the platform fails. */
    @Test
    void whatTheSiteHasGrantedIsFreedByAFailure() {
        ActionRequest nominate = Requests.of(Action.NOMINATE_MAIN_NUMBER, NUMBER);
        topology.publish(nominate);
        assertThat(mainNumber()).isEqualTo(NUMBER);

        topology.publish(failure(nominate, "Line fault."));

        assertThat(mainNumber()).isNull();
        String other = "+442079460001";
        topology.publish(Requests.provision(other));
        topology.publish(Requests.allocate(other, ACORN));
        ActionRequest second = Requests.of(Action.NOMINATE_MAIN_NUMBER, other);
        topology.publish(second);
        topology.publish(result(second, Optional.empty()));
        assertThat(mainNumber()).isEqualTo(other);
    }

    private String mainNumber() {
        return topology.<String>store(StateStores.MAIN_NUMBERS.name()).get(SiteKey.party(SITE, ACORN));
    }

    /** An answer to the first question that comes again is none to the second. */
    @Test
    void siteDoesNotAnswerForThePlatform() {
        ActionRequest nominate = Requests.of(Action.NOMINATE_MAIN_NUMBER, NUMBER);
        topology.publish(nominate);

        topology.publish(
                Topics.CLAIM_ANSWERS,
                new TestRecord<>(
                        bytes(NUMBER),
                        topology.codec()
                                .encode(new Answer(
                                        nominate.requestId(), NUMBER, Question.MAIN_NUMBER, Optional.empty())),
                        topology.now()));

        assertThat(topology.changes()).isEmpty();
        assertThat(topology.number(NUMBER).pending()).isNotNull();
    }

    /** However long it waits: the window in which requests are remembered is no time-out. */
    @Test
    void requestThatIsSentAgainWhileItWaitsIsNotDecidedAgain() {
        topology.publish(activate);
        topology.advance(TopologyFixture.WINDOW.multipliedBy(3));

        topology.publish(activate);
        assertThat(topology.rejections()).isEmpty();
        assertThat(topology.fulfilments()).hasSize(1);

        topology.publish(result(activate, Optional.empty()));
        topology.advance(TopologyFixture.WINDOW.minus(Duration.ofMinutes(1)));
        topology.publish(activate);
        assertThat(topology.changes()).hasSize(1);
        assertThat(topology.rejections()).as("remembered from its outcome on").isEmpty();
    }

    @Test
    void resultThatCannotBeReadIsKept() {
        topology.publish(activate);

        topology.publish(Topics.FULFILMENT_RESULTS, new TestRecord<>(bytes(NUMBER), bytes("done"), NOON));
        topology.publish(Topics.FULFILMENT_RESULTS, new TestRecord<>(bytes(NUMBER), null, NOON));
        topology.publish(Topics.FULFILMENT_RESULTS, activate);

        assertThat(topology.deadLetters()).hasSize(3);
        assertThat(topology.number(NUMBER).pending()).isNotNull();
    }

    @Test
    void resultUnderTheKeyOfAnotherNumberIsKept() {
        topology.publish(activate);

        topology.publish(
                Topics.FULFILMENT_RESULTS,
                new TestRecord<>(
                        bytes(NUMBER),
                        topology.encoded(new Answer(
                                activate.requestId(), "+442079469999", Question.FULFILMENT, Optional.empty())),
                        NOON));

        assertThat(topology.deadLetters()).hasSize(1);
        assertThat(topology.number(NUMBER).pending()).isNotNull();
    }

    @Test
    void whatNeedsNoPlatformIsTrueAtOnce() {
        topology.publish(activate);
        topology.publish(result(activate, Optional.empty()));
        topology.changes();
        topology.fulfilments();

        topology.publish(Requests.of(Action.DEACTIVATE, NUMBER));

        assertThat(theOnlyChange().action()).isEqualTo(Action.DEACTIVATE);
        assertThat(topology.fulfilments()).isEmpty();
    }

    private FulfilmentRequest theOnlyOne() {
        assertThat(asked()).hasSize(1);
        return asked().get(0);
    }

    private List<FulfilmentRequest> asked() {
        if (asked == null) {
            asked = topology.fulfilments();
        }
        return asked;
    }

    private StateChange theOnlyChange() {
        List<StateChange> changes = topology.changes();
        assertThat(changes).hasSize(1);
        return changes.get(0);
    }

    private static Answer failure(ActionRequest request, String message) {
        return result(request, Optional.of(new Objection.NotFulfilled(message)));
    }

    private static Answer result(ActionRequest request, Optional<Objection> objection) {
        UUID requestId = request.requestId();
        return new Answer(requestId, request.phoneNumber(), Question.FULFILMENT, objection);
    }
}
