package io.ringfence.support.measurement;

import static org.awaitility.Awaitility.await;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.FromAvro;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Health;
import io.ringfence.support.platform.LosableRegistry;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.WorkerProcess;
import io.ringfence.topology.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.utils.Utils;

/** A worker in a process of its own that has all partitions of a broker of its own, and a sender that asks it for much. */
final class MeasuredWorker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final int partitions;
    private final URI url;
    private final KafkaClusterTestKit cluster;
    private final WorkerProcess process;
    private final AvroSerde avro = new AvroSerde();
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Returns when it is ready.
     *
     * @param options of its virtual machine
     * @param settings beyond those that every worker needs, as arguments
     */
    MeasuredWorker(LosableRegistry registry, int partitions, List<String> options, List<String> settings)
            throws Exception {
        this.partitions = partitions;
        directory = Files.createTempDirectory("ringfence-measured");
        url = URI.create("http://127.0.0.1:" + WorkerProcess.Home.in(directory).workerPort());
        cluster = Platform.startCluster();
        avro.configure(Map.of("schema.registry.url", registry.url()), false);
        List<String> arguments = new ArrayList<>(List.of(
                "--kafka.bootstrap.servers=" + cluster.bootstrapServers(),
                "--ringfence.avro.schema-registry-url=" + registry.url(),
                "--ringfence.create-topics=true",
                "--ringfence.partitions=" + partitions,
                "--ringfence.state-directory=" + state(),
                "--micronaut.server.host=127.0.0.1",
                "--micronaut.server.port=" + url.getPort()));
        arguments.addAll(settings);
        process = WorkerProcess.launch(directory, options, arguments);
        await().atMost(PATIENCE)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(process.output());
                    }
                })
                .ignoreExceptions()
                .until(() -> Health.readiness(url).isUp());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    URI url() {
        return url;
    }

    Path state() {
        return directory.resolve("streams");
    }

    /** Sizes of what the broker has, in bytes. */
    Map<TopicPartition, Long> logs() throws ExecutionException, InterruptedException {
        try (Admin admin = cluster.admin()) {
            Map<TopicPartition, Long> sizes = new HashMap<>();
            admin.describeLogDirs(cluster.brokers().keySet()).allDescriptions().get().values().stream()
                    .flatMap(broker -> broker.values().stream())
                    .forEach(place -> place.replicaInfos().forEach((log, replica) -> sizes.put(log, replica.size())));
            return sizes;
        }
    }

    WorkerProcess process() {
        return process;
    }

    void send(ActionRequest request) {
        String topic = Client.topic(request);
        send(topic, request.phoneNumber(), avro.serializer().serialize(topic, ToAvro.actionRequest(request)));
    }

    void send(VoiceServiceOrder order) {
        String topic = Topics.ORDERS.name();
        send(topic, order.siteId(), avro.serializer().serialize(topic, ToAvro.order(order)));
    }

    private void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, Client.bytes(key), value), (metadata, failure) -> {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        });
    }

    void flush() {
        producer.flush();
    }

    /** Of what is committed on the topics, from the beginning on. */
    KafkaConsumer<byte[], byte[]> consumer(Topics.Topic... topics) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = Stream.of(topics)
                .flatMap(topic -> IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic.name(), i)))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return consumer;
    }

    Outcome outcome(ConsumerRecord<byte[], byte[]> record) {
        return FromAvro.outcome(avro.deserializer().deserialize(record.topic(), record.value()));
    }

    VoiceServiceOutcome orderOutcome(ConsumerRecord<byte[], byte[]> record) {
        return FromAvro.orderOutcome(avro.deserializer().deserialize(record.topic(), record.value()));
    }

    @Override
    public void close() throws Exception {
        producer.close(Duration.ZERO);
        avro.close();
        process.close();
        cluster.close();
        Utils.delete(directory.toFile());
    }
}
