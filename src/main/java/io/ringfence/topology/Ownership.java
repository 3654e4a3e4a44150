package io.ringfence.topology;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Lets through the requests and results that this partition owns, and reroutes the others to their owner. Records of a producer
 * with the Java partitioner never take the detour; those of librdkafka's default one, which hashes with CRC32, do.
 */
final class Ownership implements Processor<String, NumberInput, String, NumberInput> {
    private final Partitions partitions;
    private final Proceedings proceedings;
    private ProcessorContext<String, NumberInput> context;

    Ownership(Partitions partitions, Proceedings proceedings) {
        this.partitions = partitions;
        this.proceedings = proceedings;
    }

    @Override
    public void init(ProcessorContext<String, NumberInput> newContext) {
        context = newContext;
    }

    @Override
    public void process(Record<String, NumberInput> received) {
        if (partitions.owner(received.key()) == context.taskId().partition()) {
            context.forward(received, RingfenceTopology.DECISION);
        } else {
            RequestReader.mark(received.headers(), received.value());
            context.forward(received, RingfenceTopology.REROUTED_SINK);
            proceedings.rerouted(context.recordMetadata().orElseThrow().topic());
        }
    }
}
