package io.ringfence.it;

import static io.ringfence.support.platform.Refused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micronaut.context.ApplicationContext;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.StateChange;
import io.ringfence.ops.Worker;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.LosableRegistry;
import io.ringfence.support.platform.NewerSender;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.ThreadsMayDie;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A registry that was emptied, by accident or by a restore of nothing, costs time and no record. */
@ThreadsMayDie
class LostIdsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ListAppender<ILoggingEvent> replacements = new ListAppender<>();

    @TempDir
    private Path directory;

    private LosableRegistry registry;
    private OwnCluster cluster;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        replacements.start();
        faults().setLevel(Level.WARN);
        faults().addAppender(replacements);
        registry = LosableRegistry.start(directory.resolve("registry"));
        cluster = OwnCluster.start(registry.url());
        cluster.createTopics();
        client = new Client(cluster.bootstrapServers(), registry.url());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        cluster.close();
        registry.close();
        faults().detachAppender(replacements);
        faults().setLevel(null);
    }

    @Test
    @Tag("long")
    void recordsWaitForWhatItKnewAndNothingIsRegisteredMeanwhile() throws Exception {
        try (ApplicationContext worker = startWorker("first")) {
            worker.getBean(Worker.class).awaitRunning();
            assertDecided(Requests.provision(Numbers.next()));
            ActionRequest waiting = Requests.provision(Numbers.next());
            ProducerRecord<byte[], byte[]> ofASchemaNotMetYet =
                    NewerSender.with(client).encoded(waiting);

            registry.loseIds();
            assertDecided(Requests.provision(Numbers.next()));
            client.publish(ofASchemaNotMetYet);
            await().atMost(PATIENCE).until(this::isMissed);
            assertRefused(
                    cluster.settings(directory.resolve("second"), OwnCluster.impatient(Map.of())),
                    "holds records of ",
                    registry.url(),
                    "Restore its storage");
            assertThat(subjects()).isEqualTo("[]");
            assertThat(client.deadLetters()).isEmpty();

            registry.restore();
            assertThat(client.outcome(waiting)).isInstanceOf(StateChange.class);
            assertThat(client.deadLetters()).isEmpty();
        }
        try (ApplicationContext worker = startWorker("second")) {
            worker.getBean(Worker.class).awaitRunning();
            assertDecided(Requests.provision(Numbers.next()));
        }
    }

    private ApplicationContext startWorker(String name) {
        return cluster.startWorker(directory.resolve(name), OwnCluster.impatient(Map.of()));
    }

    private void assertDecided(ActionRequest request) {
        assertThat(client.decided(request)).isInstanceOf(StateChange.class);
    }

    private boolean isMissed() {
        return replacements.list.stream()
                .anyMatch(event -> event.getFormattedMessage().contains("has lost what it gave out ids for"));
    }

    private static Logger faults() {
        return (Logger) LoggerFactory.getLogger("io.ringfence.ops.ThreadFaults");
    }

    private String subjects() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(registry.url() + "/subjects"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
