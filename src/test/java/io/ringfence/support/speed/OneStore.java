package io.ringfence.support.speed;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Looks up what it last had of a key, keeps what it has now, and hands it on. */
final class OneStore extends ContextualProcessor<String, byte[], String, byte[]> {
    static final String NAME = "store";

    private KeyValueStore<String, byte[]> store;

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        store = context.getStateStore(NAME);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        store.get(record.key());
        store.put(record.key(), record.value());
        context().forward(record);
    }
}
