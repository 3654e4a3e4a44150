package io.ringfence.it;

import static io.ringfence.support.platform.Refused.assertRefused;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.ScriptedRegistry;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever keeps a worker from starting is one line that says what, and names the setting. */
@OnPlatform
class StartupErrorsIT {
    private final Platform platform;

    @TempDir
    private Path directory;

    StartupErrorsIT(Platform platform) {
        this.platform = platform;
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void registryThatGivesNoAccess(int status) {
        try (ScriptedRegistry registry = new ScriptedRegistry().answering(ScriptedRegistry.json(status, "{}"))) {
            assertRefused(
                    platform,
                    directory,
                    Map.of("ringfence.avro.schema-registry-url", registry.url()),
                    "ringfence.avro.properties.basic.auth.user.info",
                    registry.url(),
                    "HTTP " + status);
        }
    }

    @Test
    void registryAtAnotherPath() {
        String url = platform.registryUrl() + "/elsewhere";
        assertRefused(
                platform,
                directory,
                Map.of("ringfence.avro.schema-registry-url", url),
                "ringfence.avro.schema-registry-url (SCHEMA_REGISTRY_URL)",
                url,
                "HTTP 404");
    }

    @Test
    void registryThatDoesNotAnswer() {
        ScriptedRegistry closed = new ScriptedRegistry();
        closed.close();
        assertRefused(
                platform,
                directory,
                Map.of("ringfence.avro.schema-registry-url", closed.url(), "ringfence.avro.properties.max.retries", 0),
                "ringfence.avro.schema-registry-url (SCHEMA_REGISTRY_URL)",
                closed.url());
    }

    @Test
    void registryWithAnIncompatibleSchema() {
        String topic = "clash-numbers-changelog";
        register(topic);
        assertRefused(
                platform,
                directory,
                Map.of("ringfence.application-id", "clash"),
                "registry refuses io.ringfence.avro.NumberEntry for subject " + topic + "-value",
                "HTTP 409");
    }

    @Test
    void registryWithoutASchemaThatMayNotBeRegistered() {
        assertRefused(
                platform,
                directory,
                Map.of(
                        "ringfence.application-id",
                        "unregistered",
                        "ringfence.avro.properties.auto.register.schemas",
                        false),
                "for subject unregistered-",
                "auto.register.schemas is false");
    }

    @Test
    void directoryInWhichAnotherWorks() {
        try (ApplicationContext other = ApplicationContext.run(Refused.settings(platform, directory))) {
            other.getBean(EmbeddedServer.class).start();
            other.getBean(KafkaStreams.class);

            assertRefused(
                    platform,
                    directory,
                    Map.of(),
                    "ringfence.state-directory",
                    directory.toString(),
                    "another process");
        }
    }

    @Test
    void directoryThatCannotBe() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertRefused(
                platform,
                file.resolve("streams"),
                Map.of(),
                "ringfence.state-directory",
                file.resolve("streams").toString());
    }

    @Test
    void hostThatOthersReachWithoutAWord() {
        assertRefused(
                platform,
                directory,
                Map.of("micronaut.server.host", "0.0.0.0"),
                "micronaut.server.host (MICRONAUT_SERVER_HOST)",
                "ringfence.security.open");
    }

    @Test
    void groupThatGivesItsWorkAwayWhileItStillAnswers() {
        assertRefused(
                platform,
                directory,
                Map.of("ringfence.query.max-silence", "8s"),
                "ringfence.query.max-silence (RINGFENCE_QUERY_MAX_SILENCE)",
                "session.timeout.ms (10000)",
                "heartbeat.interval.ms (3000)");
    }

    private void register(String topic) {
        Schema schema = SchemaBuilder.record("NumberEntry")
                .namespace("io.ringfence.avro")
                .fields()
                .requiredString("fromElsewhere")
                .endRecord();
        try (AvroSerde avro = new AvroSerde()) {
            avro.configure(Map.of("schema.registry.url", platform.registryUrl()), false);
            avro.serializer()
                    .serialize(
                            topic,
                            new GenericRecordBuilder(schema)
                                    .set("fromElsewhere", "")
                                    .build());
        }
    }
}
