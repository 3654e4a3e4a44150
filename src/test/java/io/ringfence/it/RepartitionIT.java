package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.StartupException;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.ops.Rebuild;
import io.ringfence.ops.Repartitioning;
import io.ringfence.ops.Worker;
import io.ringfence.support.drill.Aftermath;
import io.ringfence.support.drill.LivedEstate;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An estate moves to more partitions: it answers as before, and goes on. */
@OnPlatform
@Tag("long")
class RepartitionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long SEED = System.nanoTime();
    private static final int MORE = 5;

    private final Platform platform;

    @TempDir
    private Path directory;

    private OwnCluster cluster;

    RepartitionIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void start() throws Exception {
        cluster = OwnCluster.start(platform.registryUrl());
        cluster.createTopics();
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void answersAsBeforeAndGoesOn() throws Exception {
        System.out.println("seed " + SEED);
        LivedEstate lived = new LivedEstate();
        Map<String, String> before;
        try (ApplicationContext worker = start(OwnCluster.PARTITIONS, Map.of());
                Client client = client()) {
            lived.live(client, SEED);
            before = lived.askedOf(url(worker));
        }

        assertThat(move(MORE)).singleElement().asString().startsWith("Moved to 5 partitions: ");
        assertThat(move(MORE)).containsExactly("There are 5 partitions already.");

        assertThat(partitionsByKey(Topics.SITE_DIRECTORY))
                .hasSize(2)
                .allSatisfy((key, partitions) -> assertThat(partitions).hasSize(1));
        // Its history is read from two partitions of a number, in whatever order.
        directory = directory.resolve("more");
        Map<String, String> answers;
        try (ApplicationContext worker = start(MORE, Map.of());
                Client client = client()) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(lived.askedOf(url(worker)))
                    .containsExactlyInAnyOrderEntriesOf(before));
            lived.assertGoesOn(client);
            new Aftermath(lived.estate(), client).assertNoClaimOutlivesItsNumber();
            answers = lived.askedOf(url(worker));
        }

        rebuild();

        try (ApplicationContext worker = start(MORE, Map.of())) {
            Map<String, String> last = answers;
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(lived.askedOf(url(worker)))
                    .containsExactlyInAnyOrderEntriesOf(last));
        }
        assertThatThrownBy(() -> move(MORE - 1)).hasMessageContaining("Kafka takes none away");
    }

    @Test
    void whatIsOpenIsFinishedBefore() throws Exception {
        String number = Numbers.next();
        Map<String, Object> fulfilling = Map.of("ringfence.fulfilment.actions", "ACTIVATE");
        try (ApplicationContext worker = start(OwnCluster.PARTITIONS, fulfilling);
                Client client = client()) {
            client.decided(Requests.provision(number));
            client.decided(Requests.allocate(number, Requests.ACORN));
            client.publish(Requests.of(Action.ACTIVATE, number));
            await().atMost(PATIENCE).until(() -> !client.fulfilments().isEmpty());
        }
        assertThatThrownBy(() -> move(MORE))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(number)
                .hasMessageContaining("in progress");

        ActionRequest undecided = Requests.provision(Numbers.next());
        try (Client client = client()) {
            client.publish(undecided);
        }
        assertThatThrownBy(() -> move(MORE))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(Topics.PROVISIONING.name() + "-")
                .hasMessageContaining("not decided");
        try (ApplicationContext worker = start(OwnCluster.PARTITIONS, fulfilling);
                Client client = client()) {
            client.change(undecided);
        }
    }

    /** Between the copies and the deletion of what they were made of: a key that lies on two partitions has two last records. */
    @Test
    void whatWasInterruptedIsFinished() throws Exception {
        LivedEstate lived = new LivedEstate();
        try (ApplicationContext worker = start(OwnCluster.PARTITIONS, Map.of());
                Client client = client()) {
            lived.live(client, SEED);
        }
        interruptWhileMoving(Topics.SITE_DIRECTORY);
        interruptWhileMoving(Topics.ENTITLEMENTS);

        move(MORE);

        for (Topics.Topic topic : List.of(Topics.SITE_DIRECTORY, Topics.ENTITLEMENTS)) {
            assertThat(partitionsByKey(topic)).isNotEmpty().allSatisfy((key, partitions) -> assertThat(partitions)
                    .containsExactly(new Partitions(MORE).owner(key)));
            assertThat(policy(topic)).isEqualTo("compact");
        }
        try (ApplicationContext worker = start(MORE, Map.of());
                Client client = client()) {
            lived.assertGoesOn(client);
        }
    }

    private void interruptWhileMoving(Topics.Topic topic) throws Exception {
        try (Admin admin = cluster.admin();
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", cluster.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(MORE)))
                    .all()
                    .get();
            read(
                    topic,
                    record -> producer.send(new ProducerRecord<>(
                            topic.name(),
                            new Partitions(MORE).owner(new String(record.key(), StandardCharsets.UTF_8)),
                            record.key(),
                            record.value())));
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "compact,delete"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private String policy(Topics.Topic topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        try (Admin admin = cluster.admin()) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get("cleanup.policy")
                    .value();
        }
    }

    private List<String> move(int partitions) {
        try (ApplicationContext command = ApplicationContext.run(settings(partitions, Map.of()))) {
            return command.getBean(Repartitioning.class).run("ringfence");
        }
    }

    /** Of changes that lie on two partitions for each number. */
    private void rebuild() {
        try (ApplicationContext command = ApplicationContext.run(settings(MORE, Map.of()))) {
            command.getBean(Rebuild.class).run("latest", "ringfence");
        }
    }

    private ApplicationContext start(int partitions, Map<String, Object> more) {
        ApplicationContext worker = cluster.startWorker(directory, settings(partitions, more));
        worker.getBean(Worker.class).awaitRunning();
        return worker;
    }

    private Map<String, Object> settings(int partitions, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(cluster.settings(directory, more));
        settings.put("ringfence.partitions", partitions);
        return settings;
    }

    private Client client() {
        return new Client(cluster.bootstrapServers(), platform.registryUrl());
    }

    private static URI url(ApplicationContext worker) {
        return worker.getBean(EmbeddedServer.class).getURI();
    }

    private Map<String, List<Integer>> partitionsByKey(Topics.Topic topic) {
        Map<String, List<Integer>> partitions = new HashMap<>();
        read(topic, record -> partitions
                .computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), any -> new ArrayList<>())
                .add(record.partition()));
        return partitions;
    }

    private void read(Topics.Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic.name()).stream()
                    .map(found -> new TopicPartition(found.topic(), found.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(receiver);
            }
        }
    }
}
