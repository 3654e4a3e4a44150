package io.ringfence.support.speed;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.FromAvro;
import io.ringfence.domain.ActionRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Decides on PostgreSQL what comes from a topic, until it is killed. Arguments: URL of the database, the brokers, URL of the
 * registry, how many consumers, and the file to write once all of them have partitions.
 */
final class PostgresProcess {
    private static final String GROUP = "speed-postgres";
    private static final Duration POLL = Duration.ofMillis(20);

    /** Of a poll; more at once were not faster. */
    private static final int MOST = 2_000;

    private PostgresProcess() {}

    public static void main(String[] args) throws Exception {
        int consumers = Integer.parseInt(args[3]);
        CountDownLatch ready = new CountDownLatch(consumers);
        for (int i = 0; i < consumers; i++) {
            PostgresDecisions decisions = new PostgresDecisions(PostgresServer.connect(args[0]), avro(args[2]));
            new Thread(() -> decide(args[1], avro(args[2]), decisions, ready)).start();
        }
        ready.await();
        Files.writeString(Path.of(args[4]), "");
    }

    private static AvroSerde avro(String registryUrl) {
        AvroSerde avro = new AvroSerde();
        avro.configure(Map.of("schema.registry.url", registryUrl), false);
        return avro;
    }

    private static void decide(String brokers, AvroSerde avro, PostgresDecisions decisions, CountDownLatch ready) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                brokers,
                                "group.id",
                                GROUP,
                                "auto.offset.reset",
                                "earliest",
                                "enable.auto.commit",
                                false,
                                "max.poll.records",
                                MOST),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", brokers, "linger.ms", 5),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            consumer.subscribe(List.of(PostgresByPoll.REQUESTS));
            while (true) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                if (!consumer.assignment().isEmpty()) {
                    ready.countDown();
                }
                List<ProducerRecord<byte[], byte[]>> outcomes = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    outcomes.add(outcome(record, avro, decisions));
                }
                if (!outcomes.isEmpty()) {
                    decisions.commit();
                    outcomes.forEach(producer::send);
                    producer.flush();
                    consumer.commitSync();
                }
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static ProducerRecord<byte[], byte[]> outcome(
            ConsumerRecord<byte[], byte[]> record, AvroSerde avro, PostgresDecisions decisions) throws Exception {
        ActionRequest request = FromAvro.actionRequest(avro.deserializer().deserialize(record.topic(), record.value()));
        PostgresDecisions.Decided decided = decisions.decide(request, Instant.ofEpochMilli(record.timestamp()));
        return new ProducerRecord<>(
                decided.accepted() ? PostgresByPoll.ACCEPTED : PostgresByPoll.REJECTED,
                record.key(),
                decided.outcome());
    }
}
