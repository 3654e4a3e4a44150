package io.ringfence.support.platform;

import static org.awaitility.Awaitility.await;

import io.ringfence.avro.AvroSerde;
import io.ringfence.intake.Intake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Another system, that publishes and reads under a user of its own, as a group of the same name. */
public final class SecuredClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final AvroSerde avro = new AvroSerde();
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, GenericRecord> consumer;
    private final List<ConsumerRecord<String, GenericRecord>> read = new ArrayList<>();

    /**
     * @param topics that it reads; none for one that only publishes
     */
    public SecuredClient(SecuredCluster cluster, String registryUrl, String user, List<String> topics) {
        avro.configure(Map.of("schema.registry.url", registryUrl), false);
        producer = new KafkaProducer<>(cluster.connection(user), new StringSerializer(), new ByteArraySerializer());
        Map<String, Object> settings = new HashMap<>(cluster.connection(user));
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, user);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), avro.deserializer());
        consumer.subscribe(topics);
    }

    public Intake intake() {
        return new Intake(producer, avro.serializer());
    }

    /** Returns the first record that it reads of that kind, however long ago it has. */
    public GenericRecord awaited(String topic, Predicate<GenericRecord> wanted) {
        return await(topic)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            consumer.poll(POLL).forEach(read::add);
                            return read.stream()
                                    .filter(record -> record.topic().equals(topic))
                                    .map(ConsumerRecord::value)
                                    .filter(wanted)
                                    .toList();
                        },
                        found -> !found.isEmpty())
                .get(0);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close();
        avro.close();
    }
}
