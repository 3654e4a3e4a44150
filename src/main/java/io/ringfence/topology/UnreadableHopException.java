package io.ringfence.topology;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A record of an internal topic cannot be read. Nothing is skipped, for it may be a claim, an answer or a change: the task
 * ends with nothing committed, and goes on from there once somebody can read the record.
 */
public final class UnreadableHopException extends SerializationException {
    private static final long serialVersionUID = 1L;

    UnreadableHopException(RecordMetadata at, RuntimeException cause) {
        super(
                "Record %s-%d at offset %d cannot be read: %s Internal topics carry what Ringfence itself wrote: if a newer release did, replace this worker by one of that release."
                        .formatted(at.topic(), at.partition(), at.offset(), sentence(cause)),
                cause);
    }

    private static String sentence(RuntimeException cause) {
        String text = String.valueOf(cause.getMessage());
        return text.endsWith(".") ? text : text + ".";
    }
}
