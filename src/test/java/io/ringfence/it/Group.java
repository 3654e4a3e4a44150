package io.ringfence.it;

import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.ops.Worker;
import io.ringfence.query.Location;
import io.ringfence.query.Placement;
import io.ringfence.topology.Partitions;
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
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;

/** Two workers that share the partitions of a cluster of their own; the registry is the platform's. */
final class Group implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Partitions PARTITIONS = new Partitions(6);

    /** One worker. */
    static final class Member implements AutoCloseable {
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final ApplicationContext context;

        private Member(Map<String, Object> settings) {
            context = ApplicationContext.run(settings);
            context.getBean(EmbeddedServer.class).start();
            context.getBean(Worker.class).start();
        }

        Placement placement() {
            return context.getBean(Placement.class);
        }

        boolean owns(Function<Placement, Location> what) {
            return what.apply(placement()).here();
        }

        HttpResponse<String> get(String path, String... headers) {
            try {
                return http.send(request(path, headers), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        HttpRequest request(String path, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(url().resolve(path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return request.build();
        }

        URI url() {
            return context.getBean(EmbeddedServer.class).getURI();
        }

        /** Ends at once, and its group hears nothing of it. */
        void vanish() {
            context.getBean(EmbeddedServer.class).stop();
            context.getBean(KafkaStreams.class).close(Duration.ofSeconds(20));
        }

        private boolean shares() {
            return context.getBean(KafkaStreams.class).state() == KafkaStreams.State.RUNNING
                    && placement().ofAllSites().keySet().stream()
                                    .map(location -> location.elsewhere().isPresent())
                                    .distinct()
                                    .count()
                            == 2
                    && IntStream.range(0, PARTITIONS.count())
                                    .mapToObj(Numbers::inPartition)
                                    .map(placement()::ofNumber)
                                    .map(location -> location.elsewhere().isPresent())
                                    .distinct()
                                    .count()
                            == 2;
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
    static Group start(Platform platform) throws Exception {
        Group group =
                new Group(Files.createTempDirectory("ringfence-it"), Platform.startCluster(), platform.registryUrl());
        group.members.add(new Member(group.settings("first")));
        group.members.add(new Member(group.settings("second")));
        await().atMost(PATIENCE).until(() -> group.members.stream().allMatch(Member::shares));
        return group;
    }

    Member first() {
        return members.get(0);
    }

    Member second() {
        return members.get(1);
    }

    Stream<Member> members() {
        return members.stream();
    }

    Member owner(Function<Placement, Location> what) {
        return first().owns(what) ? first() : second();
    }

    Member other(Function<Placement, Location> what) {
        return first().owns(what) ? second() : first();
    }

    Client client() {
        return new Client(cluster.bootstrapServers(), registryUrl);
    }

    private Map<String, Object> settings(String name) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", cluster.bootstrapServers());
        settings.put("ringfence.avro.schema-registry-url", registryUrl);
        settings.put("ringfence.create-topics", true);
        settings.put("ringfence.state-directory", directory.resolve(name).toString());
        settings.put("ringfence.streams.consumer.session.timeout.ms", 3_000);
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
