package io.ringfence.support.platform;

import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.ops.Worker;
import io.ringfence.query.Location;
import io.ringfence.query.Placement;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.rights.Rights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;

/** Two workers that share the partitions of a cluster of their own; the registry is the platform's. */
public final class Group implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NUMBER_IN_EACH_PARTITION =
            IntStream.range(0, 6).mapToObj(Numbers::inPartition).toList();

    /** One worker. */
    public static final class Member implements AutoCloseable {
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final ApplicationContext context;

        private final String[] known;

        /**
         * @param known headers by which it knows who asks
         */
        private Member(Map<String, Object> settings, String... known) {
            this.known = known;
            context = ApplicationContext.builder()
                    .propertySources(Rights.of(settings))
                    .start();
            context.getBean(EmbeddedServer.class).start();
            context.getBean(Worker.class).start();
        }

        public Placement placement() {
            return context.getBean(Placement.class);
        }

        public boolean owns(Function<Placement, Location> what) {
            return what.apply(placement()).here();
        }

        public HttpResponse<String> get(String path, String... headers) {
            try {
                return http.send(request(path, headers), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Asks until it is told something: partitions may move at any time. */
        public HttpResponse<String> answer(String path, String... headers) {
            return await().atMost(PATIENCE).until(() -> get(path, headers), response -> response.statusCode() != 503);
        }

        public HttpRequest request(String path, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(url().resolve(path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return request.build();
        }

        public CompletableFuture<HttpResponse<String>> post(String path, String type, String body) {
            HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.sendAsync(request, BodyHandlers.ofString());
        }

        public URI url() {
            return context.getBean(EmbeddedServer.class).getURI();
        }

        /** Ends, and its group hears nothing of it. */
        public void vanish() {
            context.getBean(KafkaStreams.class).close(PATIENCE);
            context.close();
        }

        /** Every partition is with one of the two and copied by the other, and neither waits for anything. */
        private boolean shares() {
            List<Location> locations = Stream.concat(
                            placement().ofAllSites().keySet().stream(),
                            NUMBER_IN_EACH_PARTITION.stream().map(placement()::ofNumber))
                    .toList();
            return locations.stream().anyMatch(Location::here)
                    && locations.stream().anyMatch(location -> !location.here())
                    && locations.stream()
                            .allMatch(location -> location.here()
                                    ? location.standbys().size() == 1
                                    : location.elsewhere().isPresent())
                    && NUMBER_IN_EACH_PARTITION.stream()
                            .allMatch(number ->
                                    get("/api/phone-numbers/" + number, known).statusCode() == 404)
                    && get("/api/sites", known).statusCode() == 200;
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private final Path directory;
    private final KafkaClusterTestKit cluster;
    private final String registryUrl;
    private final List<Member> members = new ArrayList<>();

    private Group(Path directory, KafkaClusterTestKit cluster, String registryUrl) {
        this.directory = directory;
        this.cluster = cluster;
        this.registryUrl = registryUrl;
    }

    /** Returns when both own some partitions of numbers and of sites. */
    public static Group start(Platform platform) throws Exception {
        return start(platform, Platform.startCluster(), Map.of(), Map.of());
    }

    /**
     * Returns when both own some partitions of numbers and of sites.
     *
     * @param cluster is stopped with the group
     * @param common settings, beyond those that every test needs
     * @param ofFirst settings that the second has not
     * @param known headers by which they know who asks
     */
    public static Group start(
            Platform platform,
            KafkaClusterTestKit cluster,
            Map<String, Object> common,
            Map<String, Object> ofFirst,
            String... known)
            throws Exception {
        Group group = new Group(Files.createTempDirectory("ringfence-it"), cluster, platform.registryUrl());
        Map<String, Object> first = group.settings("first");
        Map<String, Object> second = group.settings("second");
        first.putAll(common);
        second.putAll(common);
        first.putAll(ofFirst);
        group.members.add(new Member(first, known));
        group.members.add(new Member(second, known));
        await().atMost(PATIENCE).until(() -> group.members.stream().allMatch(Member::shares));
        return group;
    }

    public Member first() {
        return members.get(0);
    }

    public Member second() {
        return members.get(1);
    }

    public Stream<Member> members() {
        return members.stream();
    }

    public Member owner(Function<Placement, Location> what) {
        return first().owns(what) ? first() : second();
    }

    public Member other(Function<Placement, Location> what) {
        return first().owns(what) ? second() : first();
    }

    public Client client() {
        return new Client(cluster.bootstrapServers(), registryUrl);
    }

    private Map<String, Object> settings(String name) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", cluster.bootstrapServers());
        settings.put("ringfence.avro.schema-registry-url", registryUrl);
        settings.put("ringfence.create-topics", true);
        settings.put("ringfence.state-directory", directory.resolve(name).toString());
        settings.put("ringfence.streams.consumer.session.timeout.ms", 6_000);
        settings.put("ringfence.streams.consumer.heartbeat.interval.ms", 500);
        settings.put("micronaut.server.port", -1);
        settings.put("micronaut.server.host", "127.0.0.1");
        return settings;
    }

    @Override
    public void close() throws Exception {
        members.forEach(Member::close);
        cluster.close();
        Utils.delete(directory.toFile());
    }
}
