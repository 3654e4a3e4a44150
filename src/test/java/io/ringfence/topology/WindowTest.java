package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.topology.DedupeStore.Window;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The window in which a request is remembered. */
class WindowTest {
    private static final long EPOCH = Instant.parse("2026-03-10T12:00:00Z").toEpochMilli();
    private static final long MAX_AGE = 40L * 24 * 60;

    /** Whatever the window was when the request was put there. */
    @Property
    void requestWithinTheWindowIsLookedForWhereItLies(
            @ForAll @IntRange(min = 1, max = 30 * 24 * 60) int length,
            @ForAll @LongRange(max = MAX_AGE) long minutesSinceStart,
            @ForAll @LongRange(min = -60, max = MAX_AGE) long age) {
        Window window = new Window(Duration.ofMinutes(length));
        long now = EPOCH + Duration.ofMinutes(minutesSinceStart).toMillis();
        long firstSeen = now - Duration.ofMinutes(age).toMillis();
        RememberedRequest logged = RememberedRequest.inProgress(firstSeen, new byte[Fingerprint.LENGTH]);

        assertThat(window.covers(logged, now)).isEqualTo(age < length);
        if (age < length) {
            assertThat(window.buckets(now)).contains(Window.bucket(firstSeen));
        }
    }

    /** Also when it comes after records that are as far ahead as they may be, and as late as that again. */
    @Property
    void storeHasWhatIsLookedFor(
            @ForAll @IntRange(min = 1, max = 30 * 24 * 60) int length,
            @ForAll @LongRange(max = 24 * 60) long minutesSinceStart,
            @ForAll @LongRange(max = 23 * 60) long late) {
        Window window = new Window(Duration.ofMinutes(length));
        long now = EPOCH + Duration.ofMinutes(minutesSinceStart).toMillis();
        long oldest = Window.bucket(now - window.length().toMillis() + 1);
        long latest = Window.bucket(
                now + Duration.ofMinutes(late).plus(RecordTime.TOLERANCE).toMillis());

        assertThat(oldest).isGreaterThan(latest - window.retention().toMillis());
    }
}
