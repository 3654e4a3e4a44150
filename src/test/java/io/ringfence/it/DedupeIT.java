package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.ringfence.StartupException;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.ops.Worker;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.server.policy.AlterConfigPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that an operator sets and no broker's clock makes a worker forget what it has decided. */
@OnPlatform
class DedupeIT {
    private static final ConfigResource CHANGELOG =
            new ConfigResource(ConfigResource.Type.TOPIC, "ringfence-requests-changelog");

    private final Platform platform;

    @TempDir
    private Path directory;

    DedupeIT(Platform platform) {
        this.platform = platform;
    }

    /**
     * Each time on the files of the time before: the store comes from there, and not from its changelog. In two of its
     * segments, whatever day it is, if those were as long as the first window makes Kafka Streams have them.
     */
    @Test
    @Tag("long")
    void changedWindowForgetsNothing() throws Exception {
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl())) {
            cluster.createTopics();
            try (Client client = new Client(cluster.bootstrapServers(), platform.registryUrl())) {
                Instant now = Instant.now();
                List<ActionRequest> requests = Stream.generate(() -> Requests.provision(numberOfFirstPartition()))
                        .limit(4)
                        .toList();
                takeTheSendersTime(cluster);
                for (int i = 0; i < requests.size(); i++) {
                    publish(client, requests.get(i), now.minus(Duration.ofDays(requests.size() - 1 - i)));
                }
                takeTheBrokersTime(cluster);
                for (String window : List.of("4d", "10d", "97h")) {
                    try (ApplicationContext worker =
                            cluster.startWorker(directory, Map.of("ringfence.dedupe-window", window))) {
                        worker.getBean(Worker.class).awaitRunning();
                        requests.forEach(client::change);
                        requests.forEach(request -> assertRemembered(client, request));
                    }
                }
            }
            assertThat(retention(cluster)).isGreaterThanOrEqualTo(Duration.ofDays(10));
        }
    }

    @Test
    void changelogThatForgetsTooSoonAndCannotBeChangedIsRefused() throws Exception {
        try (OwnCluster cluster = OwnCluster.start(
                platform.registryUrl(), Map.of("alter.config.policy.class.name", NoLongChangelogs.class.getName()))) {
            try (Admin admin = cluster.admin()) {
                admin.createTopics(Set.of(new NewTopic(CHANGELOG.name(), OwnCluster.PARTITIONS, (short) 1)
                                .configs(Map.of("cleanup.policy", "compact,delete", "retention.ms", "3600000"))))
                        .all()
                        .get();
            }
            assertThatThrownBy(() -> cluster.startWorker(directory, Map.of("ringfence.dedupe-window", "7d")))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContainingAll(
                            CHANGELOG.name(),
                            "retention.ms=" + Duration.ofDays(9).toMillis(),
                            "ringfence.dedupe-window",
                            NoLongChangelogs.REASON);
        }
    }

    /** Of an operator who has little room. */
    public static final class NoLongChangelogs implements AlterConfigPolicy {
        static final String REASON = "A changelog is kept for an hour at most.";

        @Override
        public void validate(RequestMetadata asked) {
            long retention = Long.parseLong(asked.configs().getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "0"));
            if (asked.resource().equals(CHANGELOG)
                    && retention > Duration.ofHours(1).toMillis()) {
                throw new PolicyViolationException(REASON);
            }
        }

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {}
    }

    /**
     * Such a record gets there while its broker's clock is wrong. Here its topic takes the sender's clock for a while.
     * The broker of everything else is right, and takes no record that is further ahead than it allows.
     */
    @Test
    void recordsOfDaysAheadAreNoObstacle() throws Exception {
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl())) {
            cluster.createTopics();
            try (Client client = new Client(cluster.bootstrapServers(), platform.registryUrl())) {
                ActionRequest before = Requests.provision(numberOfFirstPartition());
                ActionRequest ahead = Requests.provision(numberOfFirstPartition());
                ActionRequest farAhead = Requests.of(Action.LOCK, ahead.phoneNumber());
                Instant now = Instant.now();
                takeTheSendersTime(cluster);
                publish(client, before, now);
                publish(client, ahead, now.plus(Duration.ofHours(37)));
                publish(client, farAhead, now.plus(Duration.ofDays(10)));
                takeTheBrokersTime(cluster);

                try (ApplicationContext worker = cluster.startWorker(directory, Map.of())) {
                    worker.getBean(Worker.class).awaitRunning();
                    ActionRequest after = Requests.of(Action.LOCK, before.phoneNumber());
                    client.publish(after);
                    for (ActionRequest request : List.of(before, ahead, farAhead, after)) {
                        client.change(request);
                        assertRemembered(client, request);
                    }
                }
            }
        }
    }

    private static void assertRemembered(Client client, ActionRequest request) {
        ActionRequest next = Requests.of(Action.END_COOLING_OFF, request.phoneNumber());
        client.publish(request);
        client.publish(next);
        client.rejection(next);
        assertThat(client.outcomes(outcome -> Requests.idOf(outcome).equals(request.requestId())))
                .hasSize(1);
    }

    private static void publish(Client client, ActionRequest request, Instant at) {
        client.publish(new ProducerRecord<>(
                Client.topic(request),
                0,
                at.toEpochMilli(),
                Client.bytes(request.phoneNumber()),
                client.encoded(request)));
    }

    private static String numberOfFirstPartition() {
        return Stream.generate(Numbers::next)
                .filter(number -> new Partitions(OwnCluster.PARTITIONS).owner(number) == 0)
                .findFirst()
                .orElseThrow();
    }

    private static void takeTheSendersTime(OwnCluster cluster) throws Exception {
        set(cluster, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE));
        set(cluster, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.CREATE_TIME.name);
    }

    private static void takeTheBrokersTime(OwnCluster cluster) throws Exception {
        set(cluster, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);
    }

    private static void set(OwnCluster cluster, String setting, String value) throws Exception {
        try (Admin admin = cluster.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.PROVISIONING.name()),
                            Set.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static Duration retention(OwnCluster cluster) throws Exception {
        try (Admin admin = cluster.admin()) {
            return Duration.ofMillis(Long.parseLong(admin.describeConfigs(Set.of(CHANGELOG))
                    .all()
                    .get()
                    .get(CHANGELOG)
                    .get(TopicConfig.RETENTION_MS_CONFIG)
                    .value()));
        }
    }
}
