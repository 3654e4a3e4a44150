package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.StartupException;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.StateChange;
import io.ringfence.ops.Rebuild;
import io.ringfence.ops.Worker;
import io.ringfence.support.drill.Aftermath;
import io.ringfence.support.drill.LivedEstate;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.Retained;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state made anew from what is kept. */
@OnPlatform
class RebuildIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long SEED = System.nanoTime();

    private final Platform platform;

    @TempDir
    private Path directory;

    RebuildIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void anotherClusterAnswersLikeTheOldOne() throws Exception {
        System.out.println("seed " + SEED);
        LivedEstate lived = new LivedEstate();
        try (OwnCluster old = OwnCluster.start(platform.registryUrl());
                OwnCluster anew = OwnCluster.start(platform.registryUrl())) {
            Map<String, String> answers;
            try (ApplicationContext worker = start(old, "old");
                    Client client = client(old)) {
                lived.live(client, SEED);
                answers = lived.askedOf(url(worker));
            }
            anew.createTopics();
            Retained.bring(old, anew, any -> true);

            assertThat(rebuild(anew, "anew", "latest"))
                    .singleElement()
                    .asString()
                    .startsWith("Rebuilt: ");

            try (ApplicationContext worker = start(anew, "anew");
                    Client client = client(anew)) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(lived.askedOf(url(worker)))
                        .containsExactlyInAnyOrderEntriesOf(answers));
                lived.assertGoesOn(client);
                new Aftermath(lived.estate(), client).assertNoClaimOutlivesItsNumber();
            }
        }
    }

    @Test
    @Tag("long")
    void whatIsLostOfTheStateIsMadeAnewAndNothingIsDecidedTwice() throws Exception {
        LivedEstate lived = new LivedEstate();
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl());
                Admin admin = cluster.admin()) {
            cluster.createTopics();
            try (ApplicationContext worker = start(cluster, "first");
                    Client client = client(cluster)) {
                lived.live(client, SEED);
            }
            ActionRequest undecided = Requests.provision(Numbers.next());
            try (Client client = client(cluster)) {
                client.publish(undecided);
            }
            admin.deleteTopics(List.of("ringfence-numbers-changelog", "ringfence-orders-changelog"))
                    .all()
                    .get();

            rebuild(cluster, "first", "earliest");

            try (ApplicationContext worker = start(cluster, "first");
                    Client client = client(cluster)) {
                client.change(undecided);
                lived.assertGoesOn(client);
            }
        }
    }

    @Test
    @Tag("long")
    void whatWasNotKeptWholeIsRefusedAndNobodyStartsOnHalfAState() throws Exception {
        String number = Numbers.next();
        try (OwnCluster old = OwnCluster.start(platform.registryUrl());
                OwnCluster anew = OwnCluster.start(platform.registryUrl())) {
            try (ApplicationContext worker = start(old, "old");
                    Client client = client(old)) {
                client.decided(Requests.provision(number));
                client.decided(Requests.of(Action.NOMINATE_MAIN_NUMBER, number));
                client.decided(Requests.allocate(number, Requests.ACORN));
            }
            anew.createTopics();
            AtomicBoolean first = new AtomicBoolean();
            Retained.bring(old, anew, record -> !isChange(record) || first.getAndSet(true));

            assertThatThrownBy(() -> rebuild(anew, "anew", "latest"))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(Topics.STATE_CHANGES.name())
                    .hasMessageContaining(number);

            assertThatThrownBy(() -> start(anew, "anew"))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("A rebuild was begun and not finished");
            AtomicBoolean rest = new AtomicBoolean();
            Retained.bring(old, anew, record -> isChange(record) && !rest.getAndSet(true));
            rebuild(anew, "anew", "latest");
            try (ApplicationContext worker = start(anew, "anew");
                    Client client = client(anew)) {
                assertThat(client.decided(Requests.of(Action.ACTIVATE, number)))
                        .isInstanceOfSatisfying(StateChange.class, change -> assertThat(change.version())
                                .isEqualTo(4));
            }
        }
    }

    private static boolean isChange(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(Topics.STATE_CHANGES.name());
    }

    @Test
    @Tag("long")
    void stateThatCannotBeMadeAnewIsNotGivenUp() throws Exception {
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl());
                Admin admin = cluster.admin()) {
            ActionRequest request = Requests.provision(Numbers.next());
            try (ApplicationContext worker = start(cluster, "first");
                    Client client = client(cluster)) {
                client.decided(request);
            }
            admin.deleteRecords(IntStream.range(0, OwnCluster.PARTITIONS)
                            .boxed()
                            .collect(Collectors.toMap(
                                    partition -> new TopicPartition(Topics.STATE_CHANGES.name(), partition),
                                    any -> RecordsToDelete.beforeOffset(-1))))
                    .all()
                    .get();

            assertThatThrownBy(() -> rebuild(cluster, "first", "latest"))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(Topics.STATE_CHANGES.name() + "-")
                    .hasMessageContaining("Nothing was changed");

            try (ApplicationContext worker = start(cluster, "first");
                    Client client = client(cluster)) {
                assertThat(client.decided(Requests.of(Action.NOMINATE_MAIN_NUMBER, request.phoneNumber())))
                        .isInstanceOf(StateChange.class);
            }
        }
    }

    @Test
    @Tag("long")
    void whatIsNotRememberedAnyMoreIsNotDecidedAgain() throws Exception {
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl())) {
            try (ApplicationContext worker = start(cluster, "first");
                    Client client = client(cluster)) {
                client.decided(Requests.provision(Numbers.next()));
            }
            Map<String, Object> forgetful = Map.of("ringfence.dedupe-window", "1ms");
            assertThatThrownBy(() -> rebuild(cluster, "first", "earliest", forgetful))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(Topics.PROVISIONING.name())
                    .hasMessageContaining("Set ringfence.dedupe-window to 1d");
        }
    }

    private List<String> rebuild(OwnCluster cluster, String name, String from) {
        return rebuild(cluster, name, from, Map.of());
    }

    private List<String> rebuild(OwnCluster cluster, String name, String from, Map<String, Object> settings) {
        try (ApplicationContext command = ApplicationContext.run(cluster.settings(directory.resolve(name), settings))) {
            return command.getBean(Rebuild.class).run(from, "ringfence");
        }
    }

    private ApplicationContext start(OwnCluster cluster, String name) {
        ApplicationContext worker = cluster.startWorker(directory.resolve(name), Map.of());
        worker.getBean(Worker.class).awaitRunning();
        return worker;
    }

    private Client client(OwnCluster cluster) {
        return new Client(cluster.bootstrapServers(), platform.registryUrl());
    }

    private static URI url(ApplicationContext worker) {
        return worker.getBean(EmbeddedServer.class).getURI();
    }
}
