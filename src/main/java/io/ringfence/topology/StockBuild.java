package io.ringfence.topology;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.SiteCounts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Has what is counted of a site's stock follow the listing. Where a release that does not count has had the partition, be it
 * before the first that does or between two of them, all is counted anew, bit by bit; until that is done, nobody may rely on
 * it.
 */
final class StockBuild {
    private static final long MAX_TICK_NANOS = Duration.ofMillis(10).toNanos();

    /** Its value says how far the counting is. Not the one of {@link IndexBuild}: the release before reads that. */
    private static final String MARK = "K";

    private final ReturnDates dates;
    private final KeyValueStore<String, byte[]> store;
    private final KeyValueStore<String, SiteCounts> sites;
    private final KeyValueStore<String, PhoneNumber> siteNumbers;
    private final KeyValueStore<String, Position> positions;

    private Stage stage;

    private final StoreWalk walk;

    private boolean isMarked;
    private Cancellable ticking;

    private enum Stage {
        FORGETTING_DATES,
        FORGETTING_COUNTS,
        COUNTING,
        READY
    }

    /**
     * @param store the one of {@link SiteIndex}
     * @param positions tell whether all events were followed
     */
    StockBuild(
            ReturnDates dates,
            KeyValueStore<String, byte[]> store,
            KeyValueStore<String, SiteCounts> sites,
            KeyValueStore<String, PhoneNumber> siteNumbers,
            KeyValueStore<String, Position> positions) {
        this.dates = dates;
        this.store = store;
        this.sites = sites;
        this.siteNumbers = siteNumbers;
        this.positions = positions;
        String mark = mark(store);
        Optional<Stage> marked = hasFollowed(positions) ? stage(mark) : Optional.empty();
        isMarked = marked.isPresent();
        stage = marked.orElseGet(() -> isEmpty(sites) ? Stage.READY : Stage.FORGETTING_DATES);
        walk = isMarked ? StoreWalk.markedBy(mark) : new StoreWalk(null);
    }

    /** Whether all is counted. */
    static boolean isDone(
            ReadOnlyKeyValueStore<String, byte[]> store, ReadOnlyKeyValueStore<String, Position> positions) {
        return hasFollowed(positions) && stage(mark(store)).equals(Optional.of(Stage.READY));
    }

    private static boolean hasFollowed(ReadOnlyKeyValueStore<String, Position> positions) {
        Position position = positions.get(Topics.SITE_EVENTS.name());
        return position != null && position.isCurrent();
    }

    private static String mark(ReadOnlyKeyValueStore<String, byte[]> store) {
        byte[] mark = store.get(MARK);
        return mark == null ? "" : new String(mark, StandardCharsets.UTF_8);
    }

    /** One that a newer release has named is none: it is counted anew. */
    private static Optional<Stage> stage(String mark) {
        return Arrays.stream(Stage.values())
                .filter(stage -> mark.startsWith(stage + " "))
                .findFirst();
    }

    private static boolean isEmpty(KeyValueStore<String, ?> store) {
        try (KeyValueIterator<String, ?> any = store.all()) {
            return !any.hasNext();
        }
    }

    /**
     * Goes on from where it was.
     *
     * @param mayGoOn whether there is time for it
     * @param whenReady told at once, or in a tick
     */
    void start(ProcessorContext<?, ?> context, BooleanSupplier mayGoOn, Runnable whenReady) {
        if (isReady()) {
            whenReady.run();
        } else {
            ticking =
                    context.schedule(IndexBuild.TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick(mayGoOn, whenReady));
        }
    }

    boolean isReady() {
        return stage == Stage.READY;
    }

    /** An event is about to be followed: from now on the positions say so, and the mark has to be of the same age. */
    void begin() {
        if (!isMarked) {
            mark();
        }
    }

    /**
     * Follows a change of the listing, unless its number is yet to be looked at.
     *
     * @param key of the number at its site
     * @param counts of the site
     * @return the counts after it
     */
    SiteCounts follow(String key, SiteCounts counts, PhoneNumber before, PhoneNumber after) {
        if (!isReady() && !(stage == Stage.COUNTING && walk.isPast(key))) {
            return counts;
        }
        dates.follow(before, after);
        return counts.withStock(before, after);
    }

    private void tick(BooleanSupplier mayGoOn, Runnable whenReady) {
        if (!mayGoOn.getAsBoolean()) {
            return;
        }
        long end = System.nanoTime() + MAX_TICK_NANOS;
        if (stage == Stage.FORGETTING_DATES && walk.isThrough(dates::from, date -> dates.forget(date.key), end)) {
            enter(Stage.FORGETTING_COUNTS);
        }
        if (stage == Stage.FORGETTING_COUNTS
                && walk.isThrough(
                        from -> sites.range(from, null), site -> put(site.key, SiteCounts::withoutStock), end)) {
            enter(Stage.COUNTING);
        }
        if (stage == Stage.COUNTING
                && walk.isThrough(
                        from -> siteNumbers.range(from, null), number -> count(number.key, number.value), end)) {
            enter(Stage.READY);
        }
        mark();
        if (isReady()) {
            ticking.cancel();
            whenReady.run();
        }
    }

    private void enter(Stage next) {
        stage = next;
        walk.beginAnew();
    }

    private void count(String key, PhoneNumber number) {
        dates.follow(null, number);
        put(SiteKey.siteId(key), counts -> counts.withStock(null, number));
    }

    private void put(String siteId, Function<SiteCounts, SiteCounts> change) {
        SiteCounts before = sites.get(siteId);
        SiteCounts after = change.apply(before);
        if (!after.equals(before)) {
            sites.put(siteId, after);
        }
    }

    private void mark() {
        Position position = positions.get(Topics.SITE_EVENTS.name());
        if (!isMarked && position != null) {
            positions.put(Topics.SITE_EVENTS.name(), position.madeCurrent());
        }
        store.put(MARK, walk.mark(stage).getBytes(StandardCharsets.UTF_8));
        isMarked = true;
    }
}
