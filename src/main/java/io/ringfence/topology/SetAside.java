package io.ringfence.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What came on an internal topic and cannot be carried out, because a newer release wrote it, or what it is about, and this
 * one knows but a part of that. Waits in the order that it came in, number by number, for the release that knows it: half of
 * what was said is never carried out, and nothing is lost.
 */
final class SetAside {
    private static final char SEPARATOR = '\0';

    private final KeyValueStore<String, byte[]> store;
    private final Receiver receiver;
    private final Turns turns;
    private Cancellable start;

    /** Those of which something waits; null until somebody asks. */
    private Set<String> numbers;

    SetAside(KeyValueStore<String, byte[]> store, ProcessorContext<?, ?> context, Receiver receiver) {
        this.store = store;
        this.receiver = receiver;
        this.turns = new Turns(context, () -> true, this::takeUp);
        start = context.schedule(Turns.TICK, PunctuationType.WALL_CLOCK_TIME, this::takeUpAll);
    }

    /** Carries out what was set aside. */
    interface Receiver {
        /**
         * Returns whether it was carried out.
         *
         * @param number its key
         */
        boolean receive(String number, String topic, byte[] payload, Instant now);
    }

    boolean has(String number) {
        return numbers().contains(number);
    }

    /**
     * Sets a record aside.
     *
     * @param number its key; ends in no separator
     * @param at where the record was
     */
    void add(String number, RecordMetadata at, byte[] payload) {
        numbers().add(number);
        store.put(prefix(number) + at.topic() + SEPARATOR + "%016x".formatted(at.offset()), payload);
    }

    /** What is known changes with the release alone, and so with the start of a task. */
    private void takeUpAll(long now) {
        start.cancel();
        numbers().forEach(turns::due);
    }

    private void takeUp(String number, Instant now) {
        for (KeyValue<String, byte[]> waiting : waiting(number)) {
            String rest = waiting.key.substring(prefix(number).length());
            String topic = rest.substring(0, rest.indexOf(SEPARATOR));
            if (!receiver.receive(number, topic, waiting.value, now)) {
                return;
            }
            store.delete(waiting.key);
        }
        numbers().remove(number);
    }

    private List<KeyValue<String, byte[]>> waiting(String number) {
        List<KeyValue<String, byte[]>> waiting = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = store.prefixScan(prefix(number), new StringSerializer())) {
            found.forEachRemaining(waiting::add);
        }
        return waiting;
    }

    private Set<String> numbers() {
        if (numbers == null) {
            numbers = new HashSet<>();
            try (KeyValueIterator<String, byte[]> all = store.all()) {
                all.forEachRemaining(entry -> numbers.add(number(entry.key)));
            }
        }
        return numbers;
    }

    private static String prefix(String number) {
        return number + SEPARATOR;
    }

    /** Keys of numbers at sites hold the separator too. */
    private static String number(String key) {
        int topic = key.lastIndexOf(SEPARATOR, key.lastIndexOf(SEPARATOR) - 1);
        return key.substring(0, topic);
    }
}
