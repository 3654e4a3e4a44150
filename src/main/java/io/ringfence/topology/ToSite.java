package io.ringfence.topology;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Sends what was received to the owner of its site. */
final class ToSite extends ContextualProcessor<String, ForSite, String, byte[]> {
    @Override
    public void process(Record<String, ForSite> received) {
        context()
                .forward(received.withKey(received.value().key())
                        .withValue(received.value().payload()));
    }
}
