package io.ringfence.topology;

import io.ringfence.domain.VoiceServiceOutcome;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Remembers the orders of a partition's sites by the outcomes that were once written of them. */
final class RebuiltOrders implements Processor<String, byte[], Void, Void> {
    private final Duration retention;
    private final RecordCodec codec;

    private OrderMemory memory;
    private ProcessorContext<Void, Void> context;

    RebuiltOrders(Duration retention, RecordCodec codec) {
        this.retention = retention;
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<Void, Void> newContext) {
        context = newContext;
        memory = new OrderMemory(StateStores.ORDERS.in(context), StateStores.SITE_INDEX.in(context), retention);
    }

    @Override
    public void process(Record<String, byte[]> retained) {
        VoiceServiceOutcome outcome = codec.decodeOrderOutcome(retained.value());
        memory.rebuild(
                retained.key(),
                outcome,
                retained.value(),
                Instant.ofEpochMilli(retained.timestamp()),
                Instant.ofEpochMilli(context.currentSystemTimeMs()));
    }
}
