package io.ringfence.topology;

import io.ringfence.avro.FromAvro;
import io.ringfence.domain.Channel;
import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads requests. A null value is as unreadable as bytes that are no Avro. */
final class RequestReader {
    private static final String CHANNEL = "ringfence.channel";

    private final Deserializer<GenericRecord> avro;

    RequestReader(Deserializer<GenericRecord> avro) {
        this.avro = avro;
    }

    /** From a topic that others write, and that is a channel of its own. */
    NumberInput received(Channel channel, String topic, Headers headers, byte[] value) {
        RecordBounds.check(headers, value);
        return read(channel, topic, headers, value);
    }

    /** From the internal topic whose records carry the channel that they came on. */
    NumberInput rerouted(String topic, Headers headers, byte[] value) {
        return read(markedChannel(headers), topic, headers, value);
    }

    /** Marks a record that leaves its channel's topic. */
    static void mark(Headers headers, Channel channel) {
        headers.remove(CHANNEL).add(CHANNEL, channel.name().getBytes(StandardCharsets.UTF_8));
    }

    private static Channel markedChannel(Headers headers) {
        Header mark = headers.lastHeader(CHANNEL);
        if (mark == null) {
            throw new SerializationException("No header " + CHANNEL + ": not a record that Ringfence rerouted.");
        }
        return Channel.valueOf(new String(mark.value(), StandardCharsets.UTF_8));
    }

    private ReceivedRequest read(Channel channel, String topic, Headers headers, byte[] value) {
        GenericRecord request = avro.deserialize(topic, headers, value);
        return new ReceivedRequest(channel, FromAvro.actionRequest(request), value, FromAvro.isKnownInFull(request));
    }
}
