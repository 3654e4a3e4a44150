package io.ringfence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What counts as free, and when a site is low. */
class SiteCountsTest {
    private static final PhoneNumber FREE = Fixture.number(Status.AVAILABLE).build();

    @Test
    void freeIsWhatIsThereForWhoeverNeedsOne() {
        assertThat(free(FREE)).isEqualTo(1);
        assertThat(free(FREE.withLocked(true))).isZero();
        assertThat(free(FREE.withMainNumber(true))).isZero();
        assertThat(free(FREE.withDetails(Fixture.details(NumberKind.IVR)))).isZero();
        assertThat(free(FREE.withDetails(Fixture.details(NumberKind.HUNT_GROUP))))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, names = "AVAILABLE", mode = EnumSource.Mode.EXCLUDE)
    void otherStatusesAreNotFree(Status status) {
        assertThat(free(Fixture.number(status).build())).isZero();
    }

    /** It may come to nothing. */
    @Test
    void changeInProgressDoesNotMatter() {
        ChangeInProgress change =
                new ChangeInProgress(new UUID(0, 1), Action.ALLOCATE, Fixture.NOW, Question.MAIN_NUMBER);

        assertThat(free(FREE.withChangeInProgress(change))).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void lockedIsCountedWhateverTheStatus(Status status) {
        PhoneNumber number = Fixture.number(status).locked(true).build();

        assertThat(SiteCounts.NONE.withStock(null, number).locked()).isEqualTo(1);
        assertThat(SiteCounts.NONE
                        .withStock(null, number)
                        .withStock(number, number.withLocked(false))
                        .locked())
                .isZero();
    }

    @Test
    void onlyWhatCoolsOffReturns() {
        assertThat(Fixture.number(Status.COOLDOWN).build().returning()).contains(Fixture.NEXT_WEEK);
        assertThat(Fixture.number(Status.ACTIVE).build().returning()).isEmpty();
    }

    @Test
    void lowIsLessThanEnough() {
        SiteCounts two = Stream.of(FREE, FREE)
                .reduce(SiteCounts.NONE, (counts, number) -> counts.withStock(null, number), (one, other) -> one);

        assertThat(isLow(two, 2)).isFalse();
        assertThat(isLow(two, 3)).isTrue();
        assertThat(isLow(SiteCounts.NONE, 0)).as("never, where none are enough").isFalse();
    }

    private static boolean isLow(SiteCounts counts, long low) {
        return SiteStock.of(Fixture.SITE, counts, new StockPolicy(low), List.of())
                .low();
    }

    private static long free(PhoneNumber number) {
        return SiteCounts.NONE.withStock(null, number).free();
    }
}
