package io.ringfence.topology;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far each input has gone into the state, kept in the state itself: committed with what it speaks of, it cannot be of
 * another age. Offsets in the consumer group can: they expire, are deleted, reset, or restored from elsewhere.
 */
final class Positions {
    private final KeyValueStore<String, Position> store;
    private final Map<String, Position> current;
    private final Map<String, Position> unsaved;

    /**
     * @throws BrokenContinuityException when the task must not go on
     */
    Positions(KeyValueStore<String, Position> store, Continuity continuity, Continuity.Task task) {
        this.store = store;
        Map<String, Position> saved = saved(store);
        current = new HashMap<>(continuity.check(task, saved));
        unsaved = new HashMap<>(current);
        unsaved.entrySet().removeAll(saved.entrySet());
    }

    private static Map<String, Position> saved(KeyValueStore<String, Position> store) {
        Map<String, Position> saved = new HashMap<>();
        try (KeyValueIterator<String, Position> all = store.all()) {
            all.forEachRemaining(entry -> saved.put(entry.key, entry.value));
        }
        return saved;
    }

    /** The record is about to go into the state. */
    void advance(RecordMetadata record) {
        Position position = current.get(record.topic());
        if (record.offset() < position.next()) {
            throw new BrokenContinuityException(
                    "Partition %s-%d goes on from offset %d, which the state has had up to %d: records would be decided twice."
                            .formatted(record.topic(), record.partition(), record.offset(), position.next()));
        }
        // Not when the task starts: it would open a transaction that nothing ends before the first record.
        unsaved.forEach(store::put);
        unsaved.clear();
        Position after = position.after(record.offset());
        current.put(record.topic(), after);
        store.put(record.topic(), after);
    }
}
