package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.topology.MixedReleases.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.avro.NewerRelease;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.Question;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.support.requests.Requests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The owner of a number that a newer release has written of: it goes on, tells senders, and changes nothing that it knows but
 * in part.
 */
class NewerNumbersTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    @TempDir
    private Path directory;

    private MixedReleases releases;

    @BeforeEach
    void start() {
        releases = new MixedReleases(directory, NOON);
    }

    @AfterEach
    void stop() {
        releases.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "number.status",
                "number.kind",
                "number.allocatedTo.type",
                "number.newer",
                "number.allocatedTo.newer",
                "newer"
            })
    void refusesEveryRequestAndLeavesTheNumberAsItIs(String path) {
        releases.topology.publish(Requests.allocate(NUMBER, ACORN));
        releases.topology.changes();
        byte[] stored = releases.rememberNewer(path);

        EnumSet.complementOf(EnumSet.of(Action.UNKNOWN)).forEach(action -> releases.topology.publish(request(action)));

        assertThat(releases.topology.changes()).isEmpty();
        assertThat(releases.topology.rejections())
                .hasSize(Action.values().length - 1)
                .allSatisfy(rejection -> assertThat(rejection.code())
                        .isEqualTo(
                                rejection.action() == Action.PROVISION
                                        ? RejectionCode.ALREADY_PROVISIONED
                                        : RejectionCode.INVALID_STATUS))
                .allSatisfy(rejection -> assertThat(rejection.current()).isNull())
                .allSatisfy(rejection -> assertThat(rejection.allowedActions()).isEmpty());
        assertThat(releases.stored(StateStores.NUMBERS.name(), NUMBER)).isEqualTo(stored);
    }

    @Test
    void tellsTheSenderThatANewerReleaseIsNeeded() {
        releases.rememberNewer("number.status");

        releases.topology.publish(Requests.of(Action.LOCK, NUMBER));

        assertThat(releases.topology.rejections())
                .extracting(Rejection::message)
                .containsExactly(NUMBER + " is in a state that only a newer release of Ringfence knows;"
                        + " ask again once every instance is of that release.");
        assertThat(releases.topology.number(NUMBER).number().status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void decidesWhereANewerReleaseHasNothingNewToSay() {
        releases.put(
                StateStores.NUMBERS.name(),
                NUMBER,
                NewerRelease.of(ToAvro.numberEntry(releases.topology.number(NUMBER))));

        releases.topology.publish(Requests.allocate(NUMBER, ACORN));

        assertThat(releases.topology.changes()).extracting(StateChange::version).containsExactly(2L);
    }

    @Test
    void leavesItToAnotherToEndACoolingOff() {
        releases.topology.publish(Requests.startCoolingOff(NUMBER, LocalDate.parse("2026-03-10")));
        releases.topology.changes();
        byte[] stored = releases.rememberNewer("number.kind");

        releases.topology.advance(Duration.ofDays(2));
        releases.topology.publish(Requests.allocate(NUMBER, ACORN));

        assertThat(releases.topology.changes()).isEmpty();
        assertThat(releases.stored(StateStores.NUMBERS.name(), NUMBER)).isEqualTo(stored);
        releases.upgrade("Kind", "HUNT_GROUP");
        assertThat(releases.topology.changes()).extracting(StateChange::action).containsExactly(Action.END_COOLING_OFF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"number.changeInProgress.action", "pending.action", "pendingChannel", "number.kind", "newer"})
    void keepsTheAnswerToAClaimForWhoKnowsWhatWasClaimed(String path) {
        ActionRequest request = releases.claim(ACORN);
        byte[] stored = releases.rememberNewer(path);

        releases.send(Topics.CLAIM_ANSWERS, NUMBER, granted(request));
        releases.topology.publish(Requests.of(Action.LOCK, NUMBER));

        assertThat(releases.topology.changes()).isEmpty();
        assertThat(releases.topology.rejections())
                .extracting(Rejection::code)
                .containsExactly(RejectionCode.CHANGE_IN_PROGRESS);
        assertThat(releases.stored(StateStores.NUMBERS.name(), NUMBER)).isEqualTo(stored);
        assertThat(releases.stored(StateStores.NUMBER_HOPS_SET_ASIDE.name())).hasSize(1);
    }

    @Test
    void answerThatWasKeptIsCarriedOut() {
        ActionRequest request = releases.claim(ACORN);
        releases.rememberNewer("number.kind");
        releases.send(Topics.CLAIM_ANSWERS, NUMBER, granted(request));

        releases.upgrade("Kind", "DIRECT");

        assertThat(releases.topology.changes())
                .extracting(StateChange::requestId)
                .containsExactly(request.requestId());
        assertThat(releases.topology.number(NUMBER).pending()).isNull();
        assertThat(releases.stored(StateStores.NUMBER_HOPS_SET_ASIDE.name())).isEmpty();
    }

    /** It may say on what condition. */
    @Test
    void answerThatIsNotKnownIsNoGrant() {
        ActionRequest request = releases.claim(ACORN);

        releases.send(Topics.CLAIM_ANSWERS, NUMBER, NewerRelease.of(granted(request), NewerRelease.FIELD));

        assertThat(releases.topology.changes()).isEmpty();
        assertThat(releases.topology.number(NUMBER).pending()).isNotNull();
        assertThat(releases.stored(StateStores.NUMBER_HOPS_SET_ASIDE.name())).hasSize(1);
    }

    private static GenericRecord granted(ActionRequest request) {
        return ToAvro.claimAnswer(new Answer(request.requestId(), NUMBER, Question.MAIN_NUMBER, Optional.empty()));
    }

    private static ActionRequest request(Action action) {
        return switch (action) {
            case PROVISION -> Requests.provision(NUMBER);
            case ALLOCATE -> Requests.allocate(NUMBER, ACORN);
            case ASSIGN_USER -> Requests.assign(NUMBER, "someone");
            case START_COOLING_OFF -> Requests.startCoolingOff(NUMBER, LocalDate.parse("2026-04-01"));
            default -> Requests.of(action, NUMBER);
        };
    }
}
