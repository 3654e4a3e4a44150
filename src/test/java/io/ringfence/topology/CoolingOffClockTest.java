package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers whose cooling off ends by time alone. */
class CoolingOffClockTest {
    private static final String NUMBER = "+442079460000";
    private static final Instant JUST_BEFORE_MIDNIGHT = Instant.parse("2026-03-10T23:59:59Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");

    private TopologyFixture topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(stateDirectory, JUST_BEFORE_MIDNIGHT, 1);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void coolingOffEndsByItselfWithinASecondOfItsMoment() {
        topology.publish(Requests.provisionCoolingOff(NUMBER, TODAY));
        topology.changes();

        topology.advance(Duration.ofMillis(999));
        assertThat(topology.changes()).isEmpty();

        topology.advance(Duration.ofMillis(501));
        assertThat(topology.changes()).singleElement().satisfies(change -> {
            assertThat(change.action()).isEqualTo(Action.END_COOLING_OFF);
            assertThat(change.requestedBy()).isEqualTo(StateChange.SYSTEM);
            assertThat(change.requestId()).isNull();
            assertThat(change.version()).isEqualTo(2);
            assertThat(change.after().status()).isEqualTo(Status.AVAILABLE);
            assertThat(change.after().coolingOffDate()).isNull();
        });
        assertThat(topology.counts(Requests.SITE).statuses()).containsOnlyKeys(Status.AVAILABLE);

        topology.advance(Duration.ofDays(2));
        assertThat(topology.changes()).isEmpty();
    }

    @Test
    void requestThatComesBeforeTheTickEndsItFirst() {
        topology.publish(Requests.provisionCoolingOff(NUMBER, TODAY));
        topology.changes();

        topology.advanceRecordsOnly(Duration.ofSeconds(2));
        topology.publish(Requests.allocate(NUMBER, ACORN));

        assertThat(topology.changes())
                .extracting(StateChange::action)
                .containsExactly(Action.END_COOLING_OFF, Action.ALLOCATE);
        topology.advance(Duration.ofSeconds(2));
        assertThat(topology.changes()).as("the clock has nothing left to end").isEmpty();
    }

    @Test
    void dateThatWasSetAnewCounts() {
        topology.publish(Requests.provisionCoolingOff(NUMBER, TODAY));
        topology.publish(Requests.of(Action.END_COOLING_OFF, NUMBER));
        topology.publish(Requests.startCoolingOff(NUMBER, TODAY.plusDays(1)));
        topology.changes();

        topology.advance(Duration.ofHours(1));
        assertThat(topology.changes()).isEmpty();

        topology.advance(Duration.ofDays(1));
        assertThat(topology.changes()).hasSize(1);
    }

    @Test
    void workerWhoseClockIsAheadStillEndsWhatIsAddedBehindIt() {
        topology.driver().advanceWallClockTime(Duration.ofSeconds(2));
        topology.publish(Requests.provisionCoolingOff(NUMBER, TODAY));
        topology.changes();

        topology.driver().advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(topology.changes()).hasSize(1);
    }

    /** The rest of a sweep that was cut short must not pass over what is added behind it. */
    @Test
    void numberAddedBehindASweepThatWasCutShortIsEndedToo() {
        List<String> numbers = due();
        numbers.forEach(number -> topology.publish(Requests.provisionCoolingOff(number, TODAY)));
        topology.driver().advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(topology.number(numbers.get(0)).number().status()).isEqualTo(Status.AVAILABLE);
        String last = numbers.get(numbers.size() - 1);
        assertThat(topology.number(last).number().status()).isEqualTo(Status.COOLDOWN);

        String behind = "+442079400000";
        topology.publish(Requests.provisionCoolingOff(behind, TODAY));
        for (int tick = 0; tick < numbers.size() && isCoolingOff(last, behind); tick++) {
            topology.driver().advanceWallClockTime(CoolingOffClock.TICK);
        }

        assertThat(isCoolingOff(last, behind)).isFalse();
    }

    /** However many are due, each is ended once, in order of number, over as many ticks as it takes. */
    @Test
    void manyThatEndAtOnceAreEndedOverSeveralTicks() {
        List<String> numbers = due();
        numbers.forEach(number -> topology.publish(Requests.provisionCoolingOff(number, TODAY)));
        topology.changes();

        List<StateChange> ended = new ArrayList<>();
        int ticksWithWork = 0;
        topology.advance(Duration.ofSeconds(1));
        for (List<StateChange> tick = topology.changes(); !tick.isEmpty(); tick = topology.changes()) {
            ended.addAll(tick);
            ticksWithWork++;
            topology.advance(CoolingOffClock.TICK);
        }

        assertThat(ended).extracting(StateChange::phoneNumber).containsExactlyElementsOf(numbers);
        assertThat(ticksWithWork).isGreaterThan(1);
    }

    /** More than a tick ends, on any machine: each takes some microseconds. */
    private static List<String> due() {
        return IntStream.range(1, 5000)
                .mapToObj(i -> "+4420794%05d".formatted(i))
                .toList();
    }

    private boolean isCoolingOff(String... numbers) {
        return Stream.of(numbers)
                .anyMatch(number -> topology.number(number).number().status() == Status.COOLDOWN);
    }
}
