package io.ringfence.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * The requests of the dedupe window, read only. A window store drops whole segments as time goes on, which costs
 * nothing a request, where entries deleted one by one would leave a tombstone each. Entries lie at the start of the
 * window that they fall into, so that finding one is a point look-up and not a scan.
 */
public final class RequestLog {
    /** The most that are open at a time, each a RocksDB instance: a segment covers half of the retention. */
    public static final int SEGMENTS = 3;

    /** How long a request is remembered. */
    public record Window(Duration length) {
        /** An entry of the window before must outlive the one that it began. */
        Duration retention() {
            return length.multipliedBy(2);
        }

        long start(Instant time) {
            return time.toEpochMilli() - Math.floorMod(time.toEpochMilli(), length.toMillis());
        }
    }

    private final ReadOnlyWindowStore<String, LoggedRequest> store;
    private final Window window;

    public RequestLog(ReadOnlyWindowStore<String, LoggedRequest> store, Window window) {
        this.store = store;
        this.window = window;
    }

    /**
     * The request with this id that was first seen for the number less than the window's length before the given moment,
     * or after: the clocks of two brokers may differ.
     *
     * @param number the key of the request's record
     */
    public Optional<LoggedRequest> find(String number, UUID requestId, Instant now) {
        String key = key(number, requestId);
        long length = window.length().toMillis();
        return LongStream.of(0, -length, length)
                .mapToObj(offset -> store.fetch(key, window.start(now) + offset))
                .filter(logged -> logged != null && Math.abs(now.toEpochMilli() - logged.firstSeen()) < length)
                .findFirst();
    }

    static String key(String number, UUID requestId) {
        return number + "/" + requestId;
    }
}
