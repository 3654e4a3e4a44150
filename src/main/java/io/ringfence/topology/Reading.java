package io.ringfence.topology;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Takes every record of a sub-topology first. A processor, not the sources' deserializers: those skip what they cannot read
 * behind the state's back, and the state would not know how far it is.
 */
final class Reading<V> extends ContextualProcessor<byte[], byte[], Object, Object> {
    /**
     * How the records of a topic are read.
     *
     * @param next where they go on to
     * @param deadLetters where those go that cannot be read; null for an internal topic. What is on that is ours: to skip
     *     it would lose a claim, an answer or a change
     * @param first whether they go before those of other topics: the source has {@link AnswersFirst}
     */
    record Input<V>(
            Topics.Topic topic, RecordReader<? extends V> reader, String next, String deadLetters, boolean first) {
        Input(Topics.Topic topic, RecordReader<? extends V> reader, String next, String deadLetters) {
            this(topic, reader, next, deadLetters, false);
        }

        long time(long extracted) {
            return first ? AnswersFirst.withoutLead(extracted) : extracted;
        }
    }

    private final Map<String, Input<V>> inputs;
    private final String positionsStore;
    private final Set<String> stores;
    private final Continuity continuity;
    private final Proceedings proceedings;
    private Positions positions;
    private EarlyCommit commits;

    /**
     * @param stores the other stores of the sub-topology
     */
    Reading(
            List<Input<V>> inputs,
            String positionsStore,
            Set<String> stores,
            Continuity continuity,
            Proceedings proceedings) {
        this.inputs =
                inputs.stream().collect(Collectors.toMap(input -> input.topic().name(), Function.identity()));
        this.positionsStore = positionsStore;
        this.stores = stores;
        this.continuity = continuity;
        this.proceedings = proceedings;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        commits = new EarlyCommit(context);
        positions = new Positions(
                context.getStateStore(positionsStore),
                continuity,
                new Continuity.Task(context.taskId().partition(), inputs.keySet(), stores, positionsStore));
    }

    @Override
    public void process(Record<byte[], byte[]> received) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        positions.advance(at);
        Input<V> input = inputs.get(at.topic());
        long time = input.time(received.timestamp());
        commits.received(time);
        Record<String, V> read;
        try {
            read = read(input, received, time);
        } catch (RuntimeException fault) {
            if (Faults.isOfSurroundings(fault)) {
                throw fault;
            }
            setAside(input, received, at, fault);
            return;
        }
        context().forward(read, input.next());
    }

    private static <V> Record<String, V> read(Input<V> input, Record<byte[], byte[]> received, long time) {
        String key = RecordKey.read(received.key());
        V value = input.reader().read(input.topic().name(), key, received.headers(), received.value());
        return new Record<>(key, value, time, received.headers());
    }

    private void setAside(Input<V> input, Record<byte[], byte[]> received, RecordMetadata at, RuntimeException fault) {
        if (input.deadLetters() == null) {
            throw new UnreadableHopException(at, fault);
        }
        context().forward(DeadLetters.letter(received, at, fault), input.deadLetters());
        proceedings.unreadable(at.topic());
    }
}
