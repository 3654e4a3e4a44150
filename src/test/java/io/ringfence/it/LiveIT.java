package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.query.Location;
import io.ringfence.query.Placement;
import io.ringfence.support.drill.RandomLoad;
import io.ringfence.support.platform.ApiThreads;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Group;
import io.ringfence.support.platform.Listed;
import io.ringfence.support.platform.LiveListing;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who reads of a site misses nothing, whatever becomes of the instance that tells; and costs the others nothing. */
@OnPlatform
@Tag("long")
class LiveIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int READERS = 1_000;
    private static final int LOAD = 400;
    private static final int ROUNDS = 3;

    /** Some 12 MB: the operating system alone may keep 4 MB on their way. */
    private static final int ROUNDS_UNREAD = 20;

    private static final int ROUND_UNREAD = 1_000;

    private final Platform platform;
    private final Client client;

    LiveIT(Platform platform, Client client) {
        this.platform = platform;
        this.client = client;
    }

    @Test
    void endsWithExactlyWhatIsCommitted() throws Exception {
        RandomLoad.Estate estate = RandomLoad.Estate.of(2, 3, 10);
        try (Group group = Group.start(platform);
                Client ofGroup = group.client()) {
            decide(ofGroup, estate.provisioning());
            List<URI> urls = group.members().map(Group.Member::url).toList();
            Function<Placement, Location> ofSite =
                    placement -> placement.ofSite(estate.sites().get(0));
            List<LiveListing> readers = estate.sites().stream()
                    .flatMap(site -> urls.stream().map(url -> new LiveListing(() -> startingAt(url, urls), site)))
                    .toList();
            try {
                RandomLoad load = new RandomLoad(estate, 1);
                decide(ofGroup, load.requests(LOAD));
                assertAllKnow(readers, estate, group.first());
                assertThat(readers).allSatisfy(reader -> assertThat(reader.events())
                        .startsWith("ready")
                        .contains("number")
                        .doesNotContain("lost"));

                List<ActionRequest> meanwhile = load.requests(ROUNDS * LOAD);
                CompletableFuture<Void> publishing =
                        CompletableFuture.runAsync(() -> meanwhile.forEach(ofGroup::publish));
                // One that has a site to tell of.
                Group.Member stays = group.other(ofSite);
                group.owner(ofSite).vanish();
                publishing.join();
                meanwhile.forEach(ofGroup::outcome);
                assertAllKnow(readers, estate, stays);
                assertThat(readers.stream().flatMap(reader -> reader.events().stream()))
                        .contains("moved");
            } finally {
                readers.forEach(LiveListing::close);
            }
        }
    }

    private static List<URI> startingAt(URI url, List<URI> urls) {
        List<URI> order = new ArrayList<>(urls);
        order.remove(url);
        order.add(0, url);
        return order;
    }

    private static void decide(Client client, List<ActionRequest> requests) {
        client.publishAll(requests);
        requests.forEach(client::outcome);
    }

    private static void assertAllKnow(List<LiveListing> readers, RandomLoad.Estate estate, Group.Member member) {
        List<String> sites = estate.sites();
        IntStream.range(0, readers.size()).forEach(i -> await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(readers.get(i).rows())
                        .as("reader %d: %s", i, readers.get(i).events())
                        .isEqualTo(Listed.at(member.url(), sites.get(i / 2)))));
    }

    @Test
    void aThousandIdleReadersHoldNoThreads() throws Exception {
        String site = "live-" + UUID.randomUUID();
        String number = Numbers.next();
        try (Group group = Group.start(platform);
                Client ofGroup = group.client()) {
            ofGroup.decided(Requests.provision(number).withSiteId(site));
            String path = "/api/sites/" + site + "/events";
            Group.Member other = group.other(placement -> placement.ofSite(site));
            await().atMost(PATIENCE)
                    .until(() ->
                            other.get("/api/sites/" + site + "/phone-numbers").statusCode() == 200);
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            List<InputStream> streams = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                HttpResponse<InputStream> response = http.send(other.request(path), BodyHandlers.ofInputStream());
                assertThat(response.statusCode()).isEqualTo(200);
                streams.add(response.body());
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ApiThreads.held()).isLessThan(READERS / 20));

            ofGroup.decided(Requests.of(Action.LOCK, number).withSiteId(site));
            for (InputStream stream : streams) {
                assertThat(textUpTo("\"locked\":true", stream))
                        .startsWith("event: ready\n")
                        .contains("event: number\n");
                stream.close();
            }
        }
    }

    private static int eventsUpToTheEnd(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
        int events = 0;
        try {
            // Who is not cut off would be told for ever that somebody is there.
            for (String line = lines.readLine();
                    line != null && events < ROUNDS_UNREAD * ROUND_UNREAD;
                    line = lines.readLine()) {
                events += line.equals("event: number") ? 1 : 0;
            }
        } catch (SocketException e) { // Cut off, not ended.
            return events;
        }
        return events;
    }

    private static String textUpTo(String end, InputStream stream) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int character = stream.read();
            if (character < 0) {
                return text.toString();
            }
            text.append((char) character);
        }
        return text.toString();
    }

    @Test
    void whoStopsReadingIsCutOff() throws Exception {
        String site = "live-" + UUID.randomUUID();
        String number = Numbers.next();
        URI url = platform.url();
        try (Socket socket = new Socket()) {
            client.decided(Requests.provision(number).withSiteId(site));
            await().atMost(PATIENCE).until(() -> Listed.at(url, site).size() == 1);
            // Little room on the way, so that it is soon full.
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            socket.getOutputStream()
                    .write("GET /api/sites/%s/events HTTP/1.1\r\nHost: %s\r\n\r\n"
                            .formatted(site, url.getAuthority())
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(textUpTo("event: ready", socket.getInputStream())).contains("200 OK");

            for (int round = 0; round < ROUNDS_UNREAD; round++) {
                List<ActionRequest> requests = IntStream.range(0, ROUND_UNREAD)
                        .mapToObj(i -> Requests.of(i % 2 == 0 ? Action.LOCK : Action.UNLOCK, number)
                                .withSiteId(site))
                        .toList();
                client.publishAll(requests);
                requests.forEach(client::outcome);
            }

            socket.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(eventsUpToTheEnd(socket.getInputStream()))
                    .as("events before the end")
                    .isLessThan(ROUNDS_UNREAD * ROUND_UNREAD);
        }
    }
}
