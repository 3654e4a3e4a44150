package io.ringfence.topology;

import io.ringfence.avro.FromAvro;
import io.ringfence.domain.Channel;
import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads requests, and what is rerouted like them. A null value is as unreadable as bytes that are no Avro. */
final class RequestReader {
    private static final String CHANNEL = "ringfence.channel";

    /** Stands where requests have their channel. */
    private static final String RESULT = "FULFILMENT_RESULTS";

    private final Deserializer<GenericRecord> avro;
    private final RecordCodec codec;

    RequestReader(Deserializer<GenericRecord> avro, RecordCodec codec) {
        this.avro = avro;
        this.codec = codec;
    }

    /** From a topic that others write, and that is a channel of its own. */
    NumberInput received(Channel channel, String topic, Headers headers, byte[] value) {
        RecordBounds.check(headers, value);
        return read(channel, topic, headers, value);
    }

    /** From the internal topic whose records carry the channel that they came on. */
    NumberInput rerouted(String topic, Headers headers, byte[] value) {
        String mark = mark(headers);
        return mark.equals(RESULT)
                ? codec.fulfilmentResult(topic, headers, value)
                : read(Channel.valueOf(mark), topic, headers, value);
    }

    /** Marks a record that leaves the topic that it came on. */
    static void mark(Headers headers, NumberInput received) {
        String mark =
                received instanceof ReceivedRequest request ? request.channel().name() : RESULT;
        headers.remove(CHANNEL).add(CHANNEL, mark.getBytes(StandardCharsets.UTF_8));
    }

    private static String mark(Headers headers) {
        Header mark = headers.lastHeader(CHANNEL);
        if (mark == null) {
            throw new SerializationException("No header " + CHANNEL + ": not a record that Ringfence rerouted.");
        }
        return new String(mark.value(), StandardCharsets.UTF_8);
    }

    private ReceivedRequest read(Channel channel, String topic, Headers headers, byte[] value) {
        GenericRecord request = avro.deserialize(topic, headers, value);
        return new ReceivedRequest(channel, FromAvro.actionRequest(request), value, FromAvro.isKnownInFull(request));
    }
}
