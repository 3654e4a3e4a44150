package io.ringfence.topology;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what cannot be read to {@link Topics#DEAD_LETTERS}: key, value and headers as received, and headers that say
 * where it was and why. Fails where the fault is not the record's: a registry that does not answer makes no record
 * unreadable.
 */
public final class DeadLetters implements DeserializationExceptionHandler {
    /** Most bytes of a dead letter. Far above any input topic's bound, which compressed records can exceed. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    static final String TOPIC = "ringfence.error.topic";
    static final String PARTITION = "ringfence.error.partition";
    static final String OFFSET = "ringfence.error.offset";
    static final String TIME = "ringfence.error.time";
    static final String CAUSE = "ringfence.error.cause";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int ROOM_FOR_HEADERS = 64 * 1024;

    /** For Kafka Streams, which instantiates it by name. */
    public DeadLetters() {}

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> received, Exception exception) {
        if (Faults.isOfSurroundings(exception)) {
            return Response.fail();
        }
        String cause = exception.getMessage();
        LOG.warn(
                "Dead letter from {}-{} at offset {}: {}",
                received.topic(),
                received.partition(),
                received.offset(),
                cause);
        return Response.resume(List.of(letter(received, String.valueOf(cause))));
    }

    private static ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> received, String cause) {
        boolean fits = size(received) <= MAX_BYTES - ROOM_FOR_HEADERS;
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(),
                null,
                fits ? received.key() : null,
                fits ? received.value() : null,
                fits ? received.headers() : null);
        header(letter, TOPIC, received.topic());
        header(letter, PARTITION, String.valueOf(received.partition()));
        header(letter, OFFSET, String.valueOf(received.offset()));
        header(letter, TIME, Instant.ofEpochMilli(received.timestamp()).toString());
        header(letter, CAUSE, fits ? cause : cause + " (Left where it was: more than " + MAX_BYTES + " bytes.)");
        return letter;
    }

    private static long size(ConsumerRecord<byte[], byte[]> received) {
        return Stream.of(received.headers().toArray())
                        .mapToLong(header -> header.key().length() + length(header.value()))
                        .sum()
                + length(received.key())
                + length(received.value());
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
