package io.ringfence.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.micronaut.context.ApplicationContext;
import io.ringfence.avro.RegistryMemory;
import io.ringfence.avro.ScriptedRegistry;
import io.ringfence.ops.Worker;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Health;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.ThreadsMayDie;
import io.ringfence.support.platform.WorkerProcess;
import io.ringfence.topology.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes is waited for by a worker that lives; what does not ends the process with its cause. */
@ThreadsMayDie
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** In the wire format, of a schema that the worker has to ask for. */
    private static final byte[] OF_UNKNOWN_SCHEMA = {0, 0, 0, 0, 99, 1};

    private static final String UNKNOWN_ID = "/schemas/ids/99";
    private static final int FLOOD = 1_000;

    private static final Map<String, Object> IMPATIENT =
            OwnCluster.impatient(Map.of("ringfence.avro.properties.max.retries", 0));

    private static final ScriptedRegistry.Answer UNKNOWN =
            ScriptedRegistry.json(404, "{'error_code':40403,'message':'Schema 99 not found'}");

    private static ScriptedRegistry registry;
    private static OwnCluster cluster;
    private static volatile ScriptedRegistry.Answer schemaAnswer;

    @TempDir
    private Path directory;

    private Client client;

    @BeforeAll
    static void start() throws Exception {
        RegistryMemory known = new RegistryMemory();
        registry = new ScriptedRegistry()
                .answering(exchange -> (asksForUnknown(exchange) ? schemaAnswer : known).to(exchange));
        cluster = OwnCluster.start(registry.url());
        cluster.createTopics();
    }

    private static boolean asksForUnknown(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().endsWith(UNKNOWN_ID);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        registry.close();
    }

    @BeforeEach
    void connect() {
        schemaAnswer = UNKNOWN;
        client = new Client(cluster.bootstrapServers(), registry.url());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    @Tag("long")
    void registryThatIsAwayIsWaitedFor() {
        try (ApplicationContext worker = cluster.startWorker(directory, IMPATIENT)) {
            worker.getBean(Worker.class).awaitRunning();
            schemaAnswer = ScriptedRegistry.json(503, "{}");
            int before = registry.calls().size();
            publish("waits");

            await().atMost(PATIENCE).until(() -> {
                assertThat(Health.liveness(worker).isUp()).isTrue();
                assertThat(Health.readiness(worker).isUp()).isTrue();
                return registry.calls().size() > before + 1;
            });
            assertThat(worker.getBean(Worker.class).failure()).isNotDone();

            schemaAnswer = UNKNOWN;
            assertThat(client.deadLetter(letter -> Arrays.equals(letter.key(), "waits".getBytes(UTF_8))))
                    .isNotNull();
        }
    }

    @Test
    void floodOfAnUnknownSchemaIsNoFloodOfQuestions() {
        try (ApplicationContext worker = cluster.startWorker(directory, IMPATIENT)) {
            worker.getBean(Worker.class).awaitRunning();
            long before = questions();

            IntStream.range(0, FLOOD).forEach(i -> client.publishSoon(unreadable("flood-" + i)));

            await().atMost(PATIENCE)
                    .until(
                            () -> client.deadLetters().stream()
                                    .map(letter -> new String(letter.key(), UTF_8))
                                    .filter(key -> key.startsWith("flood-"))
                                    .distinct()
                                    .count(),
                            letters -> letters == FLOOD);
            assertThat(questions() - before).isLessThan(FLOOD / 10);
        }
    }

    private static long questions() {
        return registry.calls().stream()
                .filter(call -> call.path().endsWith(UNKNOWN_ID))
                .count();
    }

    @Test
    @Tag("long")
    void registryThatGivesNoAccessAnyMoreEndsTheProcessWithTheCause() throws Exception {
        schemaAnswer = ScriptedRegistry.json(401, "{'error_code':40101,'message':'Unauthorized'}");
        try (WorkerProcess worker = cluster.launchWorker(directory, WorkerProcess.ORDINARY)) {
            publish("barred");

            assertThat(worker.awaitExit()).isEqualTo(1);
            assertThat(worker.output()).contains("The worker cannot go on.", "basic.auth.user.info", "HTTP 401");
        }
        assertThat(client.outcomes(outcome -> true)).isEmpty();
    }

    private void publish(String key) {
        client.publish(unreadable(key));
    }

    private static ProducerRecord<byte[], byte[]> unreadable(String key) {
        return new ProducerRecord<>(Topics.ACTIONS.name(), key.getBytes(UTF_8), OF_UNKNOWN_SCHEMA);
    }
}
