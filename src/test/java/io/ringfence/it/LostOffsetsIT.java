package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.ringfence.StartupException;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.StateChange;
import io.ringfence.ops.OffsetRecovery;
import io.ringfence.ops.Worker;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.ReadModels;
import io.ringfence.query.SiteSummary;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.BrokenContinuityException;
import io.ringfence.topology.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Offsets, topics and state that are not of one age: no worker goes on, each way out leads on, and no request is ever decided
 * twice.
 */
@OnPlatform
class LostOffsetsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String GROUP = "ringfence";
    private static final Party ELM = new Party(PartyType.OCCUPIER, "elm", "Elm");

    private final Platform platform;
    private final String number = Numbers.next();

    @TempDir
    private Path directory;

    private OwnCluster cluster;
    private Admin admin;

    LostOffsetsIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void start() throws Exception {
        cluster = OwnCluster.start(platform.registryUrl());
        admin = cluster.admin();
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
        cluster.close();
    }

    @Test
    void whatTheStateKnowsIsRestoredFromIt() throws Exception {
        workedOnce();

        admin.deleteConsumerGroups(List.of(GROUP)).all().get();
        assertRefused(Map.of(), "phone-number-state-changes [", "the group has no offsets", "offsets restore");
        assertThat(way(OffsetRecovery::restore)).hasSize(inputs().size());

        admin.deleteConsumerGroupOffsets(GROUP, Set.of(new TopicPartition(Topics.ACTIONS.name(), 1)))
                .all()
                .get();
        assertRefused(Map.of(), Topics.ACTIONS.name() + " [1]", "no offset in the group");
        way(OffsetRecovery::restore);

        admin.deleteConsumerGroupOffsets(GROUP, partitionsOf(Topics.SITE_EVENTS))
                .all()
                .get();
        assertEnds(Topics.SITE_EVENTS.name(), "would be decided twice");
        way(OffsetRecovery::restore);

        commit(inputs().stream().collect(Collectors.toMap(input -> input, any -> 0L)));
        assertEnds("would be decided twice", "offsets restore");
        for (Topics.Topic purged : Topics.HOPS) {
            deleteRecordsOf(purged);
        }
        way(OffsetRecovery::restore);

        assertGoesOn();
    }

    @Test
    @Tag("long")
    void whatNobodyDecidedIsPassedOverOnPurposeOnly() throws Exception {
        workedOnce();

        ActionRequest skipped = Requests.of(Action.NOMINATE_MAIN_NUMBER, number);
        publish(skipped);
        commit(ends());
        assertEnds(Topics.ACTIONS.name(), "were never decided");
        way(recovery -> recovery.set(Map.of(Topics.ACTIONS.name(), "latest")));

        ActionRequest gone = Requests.of(Action.NOMINATE_MAIN_NUMBER, number);
        publish(gone);
        deleteRecordsOf(Topics.ACTIONS);
        assertRefused(Map.of(), Topics.ACTIONS.name() + " [", "begin after the group's offset");
        way(recovery -> recovery.set(Map.of(Topics.ACTIONS.name(), "earliest")));

        recreate(Topics.ACTIONS);
        assertEnds("deleted and created anew", Topics.ACTIONS.name());
        way(recovery -> recovery.set(Map.of(Topics.ACTIONS.name(), "earliest")));

        assertGoesOn();
        try (Client client = client()) {
            assertThat(client.outcomes(any -> true))
                    .extracting(Requests::idOf)
                    .doesNotContain(skipped.requestId(), gone.requestId());
        }
    }

    @Test
    void anotherApplicationIdOnAnOldCluster() {
        workedOnce();

        assertRefused(
                Map.of("ringfence.application-id", "another"), "the group has no offsets", "ringfence.application-id");
    }

    /** What was deleted since is on no changelog any more. */
    @Test
    @Tag("long")
    void storesThatWereLeftAloneForDaysAreRestoredWhole() throws Exception {
        workedOnce();
        Path store = directory.resolve(GROUP).resolve("0_0").resolve("rocksdb");
        Path old = Files.createFile(store.resolve("old"));
        Instant days = Instant.now().minus(Duration.ofDays(2));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(days));
            }
        }

        assertGoesOn();

        assertThat(store).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    @Tag("long")
    void stateWhoseChangelogsAreGone() throws Exception {
        workedOnce();

        admin.deleteTopics(List.of(GROUP + "-numbers-changelog")).all().get();
        assertEnds(GROUP + "-numbers-changelog", "deleted and created anew");

        admin.deleteTopics(admin.listTopics().names().get().stream()
                        .filter(topic -> topic.endsWith("-changelog"))
                        .toList())
                .all()
                .get();
        assertRefused(Map.of(), "the state is gone");
    }

    @Test
    @Tag("long")
    void beginsAnewOnPurpose() {
        workedOnce();

        assertThatThrownBy(() -> way(recovery -> recovery.afresh("latest", "")))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("confirm=" + GROUP);
        way(recovery -> recovery.afresh("latest", GROUP));

        try (ApplicationContext worker = startWorker(Map.of());
                Client client = client()) {
            worker.getBean(Worker.class).awaitRunning();
            ActionRequest provision = Requests.provision(number);
            assertThat(client.decided(provision))
                    .isInstanceOfSatisfying(StateChange.class, change -> assertThat(change.version())
                            .isEqualTo(1));
            assertThat(client.outcomes(any -> true)).hasSize(1);
            assertThatThrownBy(
                            () -> worker.getBean(OffsetRecovery.class).set(Map.of(Topics.ACTIONS.name(), "earliest")))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("stop all workers first");
        }
    }

    /** Leaves behind a number that was allocated, deallocated and allocated again, and a stopped worker. */
    private void workedOnce() {
        try (ApplicationContext worker = startWorker(Map.of())) {
            worker.getBean(Worker.class).awaitRunning();
            try (Client client = client()) {
                Stream.of(
                                Requests.provision(number),
                                Requests.allocate(number, ELM),
                                Requests.of(Action.DEALLOCATE, number),
                                Requests.allocate(number, ELM))
                        .forEach(request -> {
                            assertThat(client.decided(request)).isInstanceOf(StateChange.class);
                        });
                awaitListed(worker);
            }
        }
    }

    /** The worker goes on as if nothing had happened. */
    private void assertGoesOn() {
        try (ApplicationContext worker = startWorker(Map.of());
                Client client = client()) {
            worker.getBean(Worker.class).awaitRunning();
            ActionRequest activate = Requests.of(Action.ACTIVATE, number);
            assertThat(client.decided(activate))
                    .isInstanceOfSatisfying(StateChange.class, change -> assertThat(change.version())
                            .isEqualTo(5));
            assertThat(client.outcomes(any -> true)).hasSize(5);
            awaitListed(worker);
        }
    }

    private void assertRefused(Map<String, Object> settings, String... parts) {
        assertThatThrownBy(() -> startWorker(settings).close())
                .isInstanceOf(StartupException.class)
                .message()
                .hasLineCount(1)
                .contains(parts);
    }

    /** What only the stores can tell ends the worker before it takes a record. */
    private void assertEnds(String... parts) throws Exception {
        try (ApplicationContext worker = startWorker(Map.of())) {
            Throwable failure = worker.getBean(Worker.class).failure().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(Stream.iterate(failure, fault -> fault != null, Throwable::getCause))
                    .anySatisfy(fault -> assertThat(fault)
                            .isInstanceOf(BrokenContinuityException.class)
                            .message()
                            .hasLineCount(1)
                            .contains(parts));
        }
    }

    private ApplicationContext startWorker(Map<String, Object> more) {
        return cluster.startWorker(directory, OwnCluster.impatient(more));
    }

    private List<String> way(Function<OffsetRecovery, List<String>> out) {
        try (ApplicationContext stopped = cluster.withoutWorker(directory)) {
            return out.apply(stopped.getBean(OffsetRecovery.class));
        }
    }

    /** A worker that runs may still give partitions from one of its threads to another. */
    private void awaitListed(ApplicationContext worker) {
        await().atMost(PATIENCE)
                .ignoreException(NotQueryableException.class)
                .untilAsserted(() -> assertThat(listed(worker)).isEqualTo(1));
    }

    private long listed(ApplicationContext worker) {
        return worker
                .getBean(ReadModels.class)
                .active()
                .sites(IntStream.range(0, OwnCluster.PARTITIONS).boxed().collect(Collectors.toSet()))
                .stream()
                .mapToLong(SiteSummary::total)
                .sum();
    }

    private Client client() {
        return new Client(cluster.bootstrapServers(), platform.registryUrl());
    }

    private void commit(Map<TopicPartition, Long> offsets) throws Exception {
        admin.alterConsumerGroupOffsets(
                        GROUP,
                        offsets.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, offset -> new OffsetAndMetadata(offset.getValue()))))
                .all()
                .get();
    }

    private Map<TopicPartition, Long> ends() throws Exception {
        return admin
                .listOffsets(inputs().stream().collect(Collectors.toMap(input -> input, any -> OffsetSpec.latest())))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private static Set<TopicPartition> partitionsOf(Topics.Topic topic) {
        return inputs().stream()
                .filter(input -> input.topic().equals(topic.name()))
                .collect(Collectors.toSet());
    }

    private static List<TopicPartition> inputs() {
        return Stream.of(
                        Topics.ACTIONS,
                        Topics.PROVISIONING,
                        Topics.ORDERS,
                        Topics.REROUTED,
                        Topics.SITE_EVENTS,
                        Topics.CLAIM_ANSWERS,
                        Topics.ORDER_REQUESTS,
                        Topics.FULFILMENT_RESULTS,
                        Topics.ENTITLEMENTS,
                        Topics.LIMITED_PARTIES)
                .flatMap(topic -> IntStream.range(0, OwnCluster.PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
    }

    private void publish(ActionRequest request) {
        try (Client client = client()) {
            client.publish(request);
        }
    }

    private void deleteRecordsOf(Topics.Topic topic) throws Exception {
        Map<TopicPartition, Long> ends = ends();
        ends.keySet().retainAll(partitionsOf(topic));
        admin.deleteRecords(ends.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue()))))
                .all()
                .get();
    }

    private void recreate(Topics.Topic topic) throws Exception {
        admin.deleteTopics(List.of(topic.name())).all().get();
        await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic.name()));
        admin.createTopics(
                        List.of(new NewTopic(topic.name(), OwnCluster.PARTITIONS, (short) 1).configs(topic.config())))
                .all()
                .get();
    }
}
