package io.ringfence.support.speed;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes at a rate that waits for nobody, and measures from the moment at which each record was due to be published until its
 * outcome is read, committed. Outcomes are told apart by their traces, which all contenders hand on.
 */
final class LatencyUnderLoad implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Where in a {@code traceparent} the trace stands. */
    private static final int TRACE = 3;

    private static final int TRACE_LENGTH = 32;

    /** How far the decision of a request goes. */
    enum Way {
        ONE_HOP,
        THREE_HOPS;

        static Way of(ActionRequest request, SpeedLoad.Batch batch) {
            return request.action() == Action.NOMINATE_MAIN_NUMBER && batch.isAccepted(request) ? THREE_HOPS : ONE_HOP;
        }
    }

    private final Surroundings surroundings;
    private final OnTopics contender;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    LatencyUnderLoad(Surroundings surroundings, OnTopics contender) {
        this.surroundings = surroundings;
        this.contender = contender;
        String brokers = surroundings.broker().bootstrapServers();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = contender.outcomes().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** Leaves out what there is by now. */
    void skip() {
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    /**
     * In microseconds.
     *
     * @param perSecond how many requests are published a second
     */
    Map<Way, Histogram> at(double perSecond, SpeedLoad.Batch batch) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(contender.records(batch, surroundings.avro()));
        for (int i = 0; i < records.size(); i++) {
            records.get(i).headers().add(Trace.PARENT, parent(i));
        }
        Map<Way, Histogram> latencies = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            latencies.put(way, new Histogram(TimeUnit.MINUTES.toMicros(10), 3));
        }
        long between = (long) (1e9 / perSecond);
        long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
        Thread publishing = new Thread(() -> publish(records, begin, between), "publishing");
        publishing.start();
        int read = 0;
        while (read < records.size()) {
            for (var record : consumer.poll(POLL)) {
                int i = number(record.headers().lastHeader(Trace.PARENT));
                long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin - i * between);
                latencies.get(Way.of(batch.requests().get(i), batch)).recordValue(Math.max(0, micros));
                read++;
            }
            if (System.nanoTime() - begin > records.size() * between + PATIENCE.toNanos()) {
                throw new IllegalStateException("%d outcomes of %d".formatted(read, records.size()));
            }
        }
        publishing.join();
        return latencies;
    }

    private void publish(List<ProducerRecord<byte[], byte[]>> records, long begin, long between) {
        for (int i = 0; i < records.size(); i++) {
            long due = begin + i * between;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
            }
            producer.send(records.get(i));
        }
    }

    private static byte[] parent(int i) {
        return "00-%032x-%016x-01".formatted(i + 1, i + 1).getBytes(StandardCharsets.US_ASCII);
    }

    private static int number(Header parent) {
        String text = new String(parent.value(), TRACE, TRACE_LENGTH, StandardCharsets.US_ASCII);
        return Integer.parseInt(text, 16) - 1;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close();
    }
}
