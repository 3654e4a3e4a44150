package io.ringfence.topology;

import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** A way through the entries of a store, some at a time: a tick must not take long, and a start goes on where it was. */
final class StoreWalk {
    /** The key up to which it has come; null before the first. */
    private String done;

    StoreWalk(String done) {
        this.done = done;
    }

    /** The walk that a mark was left of. */
    static StoreWalk markedBy(String mark) {
        return new StoreWalk(mark.endsWith(" ") ? null : mark.substring(mark.indexOf(' ') + 1));
    }

    /** What a start goes on by. */
    String mark(Enum<?> stage) {
        return stage.name() + " " + (done == null ? "" : done);
    }

    void beginAnew() {
        done = null;
    }

    boolean isPast(String key) {
        return done != null && key.compareTo(done) <= 0;
    }

    /**
     * Takes one after another until there are no more, or it is time. Returns whether there are no more.
     *
     * @param from the entries from a key on; null for the first
     * @param end of {@link System#nanoTime}
     */
    <V> boolean isThrough(
            Function<String, KeyValueIterator<String, V>> from, Consumer<KeyValue<String, V>> entries, long end) {
        try (KeyValueIterator<String, V> rest = from.apply(done)) {
            while (rest.hasNext()) {
                if (System.nanoTime() - end > 0) {
                    return false;
                }
                KeyValue<String, V> entry = rest.next();
                if (!entry.key.equals(done)) {
                    entries.accept(entry);
                    done = entry.key;
                }
            }
            return true;
        }
    }
}
