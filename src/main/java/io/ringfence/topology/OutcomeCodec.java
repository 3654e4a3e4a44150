package io.ringfence.topology;

import io.ringfence.avro.FromAvro;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.StateChange;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** An outcome as its topic's bytes. These go to every place that keeps or carries it: encoded once, read anywhere. */
public final class OutcomeCodec {
    private final Serializer<GenericRecord> serializer;
    private final Deserializer<GenericRecord> deserializer;

    public OutcomeCodec(Serde<GenericRecord> avro) {
        this.serializer = avro.serializer();
        this.deserializer = avro.deserializer();
    }

    byte[] encode(Outcome outcome) {
        return serializer.serialize(topic(outcome).name(), ToAvro.outcome(outcome));
    }

    /** The outcome of which these are the bytes. */
    public Outcome decode(byte[] outcome) {
        return FromAvro.outcome(deserializer.deserialize(null, outcome));
    }

    Deserializer<StateChange> stateChanges() {
        return (topic, bytes) -> FromAvro.stateChange(deserializer.deserialize(topic, bytes));
    }

    private static Topics.Topic topic(Outcome outcome) {
        return outcome instanceof StateChange ? Topics.STATE_CHANGES : Topics.REJECTIONS;
    }
}
