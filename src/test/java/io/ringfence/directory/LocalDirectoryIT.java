package io.ringfence.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.ScriptedRegistry;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Site;
import io.ringfence.global.GlobalStreams;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.Warnings;
import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was published before an instance starts, it has read; and it answers all the while. */
@OnPlatform
class LocalDirectoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String prefix = "start-" + UUID.randomUUID();
    private final Platform platform;
    private final Client client;

    @TempDir
    private Path state;

    LocalDirectoryIT(Platform platform, Client client) {
        this.platform = platform;
        this.client = client;
    }

    @Test
    void readsWhatWasPublishedBefore() {
        publish("-b", site("-b", "Old"));
        publish("-a", site("-a", "A"));
        publish("-b", site("-b", "B"));
        publish("-b", Client.bytes("not avro"));
        publish("-gone", site("-gone", "Gone"));
        publish("-gone", null);

        try (GlobalStreams streams = streams(platform.registryUrl())) {
            Directory directory = new LocalDirectory(streams, codec(platform.registryUrl()));
            assertThat(directory.sites()).as("before it is read").isEmpty();
            assertThat(directory.site(prefix + "-a")).as("before it is read").isEmpty();

            streams.start();

            await().atMost(PATIENCE).until(() -> directory.site(prefix + "-a").isPresent());
            assertThat(directory.site(prefix + "-b")).map(Site::name).hasValue("B");
            assertThat(directory.site(prefix + "-gone")).isEmpty();
            assertThat(directory.sites())
                    .filteredOn(site -> site.siteId().startsWith(prefix))
                    .extracting(Site::name)
                    .containsExactly("A", "B");
            assertThat(directory.sites()).extracting(Site::siteId).isSorted();

            streams.close();
            assertThat(directory.sites()).as("once it is closed").isEmpty();
        }
    }

    /** A registry that does not answer says nothing of what is on the topic: that is not left out, but waited for. */
    @Test
    void waitsForTheRegistry() {
        publish("-a", site("-a", "A"));
        AtomicBoolean answers = new AtomicBoolean();
        ScriptedRegistry.Answer away = ScriptedRegistry.json(503, "{}");
        try (Warnings warnings = new Warnings(GlobalStreams.class.getName());
                ScriptedRegistry registry = new ScriptedRegistry().answering(call -> {
                    if (answers.get()) {
                        asThePlatforms(call);
                    } else {
                        away.to(call);
                    }
                });
                GlobalStreams streams = streams(registry.url())) {
            Directory directory = new LocalDirectory(streams, codec(registry.url()));
            streams.start();
            await().atMost(PATIENCE).until(() -> warnings.lines().stream()
                    .anyMatch(line -> line.startsWith("The directory is not read, and tried again")));

            answers.set(true);

            await().atMost(PATIENCE).until(() -> directory.site(prefix + "-a").isPresent());
        }
    }

    private void asThePlatforms(HttpExchange exchange) throws IOException {
        URI uri = URI.create(platform.registryUrl() + exchange.getRequestURI());
        try {
            HttpResponse<byte[]> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
            exchange.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private GlobalStreams streams(String registryUrl) {
        RecordCodec codec = codec(registryUrl);
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "application.id",
                prefix,
                "bootstrap.servers",
                platform.bootstrapServers(),
                "state.dir",
                state.toString(),
                "global.consumer.isolation.level",
                "read_committed"));
        return new GlobalStreams("directory", () -> DirectoryTopology.of(codec), settings, PATIENCE);
    }

    private static RecordCodec codec(String registryUrl) {
        AvroSerde avro = new AvroSerde();
        avro.configure(Map.of("schema.registry.url", registryUrl), false);
        return new RecordCodec(avro);
    }

    private byte[] site(String suffix, String name) {
        Site site = new Site(prefix + suffix, name, null, List.of(), null, null);
        return client.avro().serializer().serialize(Topics.SITE_DIRECTORY.name(), ToAvro.site(site));
    }

    private void publish(String suffix, byte[] value) {
        client.publish(new ProducerRecord<>(Topics.SITE_DIRECTORY.name(), Client.bytes(prefix + suffix), value));
    }
}
