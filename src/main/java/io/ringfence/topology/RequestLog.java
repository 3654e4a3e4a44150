package io.ringfence.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * The requests of the dedupe window, read only. A window store drops whole segments as time goes on, which costs
 * nothing a request, where entries deleted one by one would leave a tombstone each.
 */
public final class RequestLog {
    /** How long a request is remembered. */
    public record Window(Duration length) {}

    private final ReadOnlyWindowStore<String, LoggedRequest> store;
    private final Window window;

    public RequestLog(ReadOnlyWindowStore<String, LoggedRequest> store, Window window) {
        this.store = store;
        this.window = window;
    }

    /**
     * The request with this id that was decided for the number within the window around the given moment. "Around", for
     * the clocks of two brokers may differ.
     *
     * @param number the key of the request's record
     */
    public Optional<LoggedRequest> find(String number, UUID requestId, Instant now) {
        try (WindowStoreIterator<LoggedRequest> found =
                store.fetch(key(number, requestId), now.minus(window.length()), now.plus(window.length()))) {
            return found.hasNext() ? Optional.of(found.next().value) : Optional.empty();
        }
    }

    static String key(String number, UUID requestId) {
        return number + "/" + requestId;
    }
}
