package io.ringfence.topology;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Lets through the requests that this partition owns, and reroutes the others to their owner. Records of a producer
 * with the Java partitioner never take the detour; those of librdkafka's default one, which hashes with CRC32, do.
 */
final class Ownership implements Processor<String, ReceivedRequest, String, ReceivedRequest> {
    private final Partitions partitions;
    private ProcessorContext<String, ReceivedRequest> context;

    Ownership(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<String, ReceivedRequest> newContext) {
        context = newContext;
    }

    @Override
    public void process(Record<String, ReceivedRequest> received) {
        if (partitions.owner(received.key()) == context.taskId().partition()) {
            context.forward(received, RingfenceTopology.DECISION);
        } else {
            RequestReader.mark(received.headers(), received.value().channel());
            context.forward(received, RingfenceTopology.REROUTED_SINK);
        }
    }
}
