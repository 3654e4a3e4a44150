package io.ringfence.query;

import java.util.concurrent.ArrayBlockingQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** One who reads a site. What it has not read yet is kept for it up to a bound; told by one thread at a time. */
final class LiveReader {
    /** Few enough that a thousand readers who read nothing fit into a small heap: rows are shared among them. */
    static final int MOST_UNREAD = 1_000;

    private final Sinks.Many<LiveEvent> events =
            Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(MOST_UNREAD));

    /** For one subscriber. */
    Flux<LiveEvent> events() {
        return events.asFlux();
    }

    /** Returns whether it keeps up; one that does not has heard its last. */
    boolean tell(LiveEvent event) {
        Sinks.EmitResult result = events.tryEmitNext(event);
        if (result == Sinks.EmitResult.FAIL_OVERFLOW) {
            events.tryEmitError(new SlowReaderException(MOST_UNREAD));
        }
        return result.isSuccess();
    }

    void sendAway() {
        tell(new LiveEvent.Moved());
        events.tryEmitComplete();
    }
}
