package io.ringfence.topology;

import io.ringfence.avro.FromAvro;
import io.ringfence.domain.Channel;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the value of a request record. A null value is as unreadable as bytes that are no Avro. */
final class RequestDeserializer implements Deserializer<ReceivedRequest> {
    private static final String CHANNEL = "ringfence.channel";

    private final Deserializer<GenericRecord> avro;
    private final Function<Headers, Channel> channel;

    private RequestDeserializer(Deserializer<GenericRecord> avro, Function<Headers, Channel> channel) {
        this.avro = avro;
        this.channel = channel;
    }

    /** For a topic that is a channel of its own. */
    static RequestDeserializer of(Channel channel, Deserializer<GenericRecord> avro) {
        return new RequestDeserializer(avro, headers -> channel);
    }

    /** For the internal topic, whose records carry the channel that they came on. */
    static RequestDeserializer rerouted(Deserializer<GenericRecord> avro) {
        return new RequestDeserializer(avro, RequestDeserializer::markedChannel);
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

    @Override
    public ReceivedRequest deserialize(String topic, byte[] data) {
        throw new UnsupportedOperationException("A request cannot be read without its headers.");
    }

    @Override
    public ReceivedRequest deserialize(String topic, Headers headers, byte[] data) {
        RecordBounds.check(headers, data);
        GenericRecord value = avro.deserialize(topic, headers, data);
        return new ReceivedRequest(
                FromAvro.actionRequest(channel.apply(headers), value), data, FromAvro.isKnownInFull(value));
    }
}
