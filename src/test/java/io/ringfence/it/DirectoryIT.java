package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Site;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.Warnings;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** What is published of sites is in the answers of a running worker. */
@OnPlatform
class DirectoryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Party OPERATOR = new Party(PartyType.OPERATOR, "harbour", "Harbour Workspaces");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final Client client;
    private final String siteId = "directory-" + UUID.randomUUID();

    DirectoryIT(Platform platform, Client client) {
        url = platform.url();
        this.client = client;
    }

    @Test
    void namesComeAndGo() throws Exception {
        client.decided(Requests.provision(Numbers.next()).withSiteId(siteId));
        JsonNode before = await().until(
                        () -> answered(siteId), counts -> counts.path("total").asInt() == 1);
        assertThat(before.path("name").isNull()).isTrue();
        assertThat(before.path("occupiers").isArray()).isTrue();

        publish(new Site(siteId, "Quay", OPERATOR, List.of(Requests.ACORN), "GB", "Europe/London"));

        JsonNode named = await().until(() -> answered(siteId), isCalled("Quay"));
        assertThat(named.path("total").asInt()).isEqualTo(1);
        assertThat(named.at("/statuses/AVAILABLE").asInt()).isEqualTo(1);
        assertThat(named.at("/operator/name").asText()).isEqualTo(OPERATOR.name());
        assertThat(named.at("/occupiers/0/id").asText()).isEqualTo(Requests.ACORN.id());
        assertThat(named.path("region").asText()).isEqualTo("GB");
        assertThat(named.path("zone").asText()).isEqualTo("Europe/London");
        assertThat(listed(siteId)).containsExactly(named);

        publish(siteId, null);

        await().until(() -> answered(siteId), site -> site.path("name").isNull());
        assertThat(listed(siteId)).containsExactly(before);
    }

    @Test
    void oneInTheDirectoryAloneIsThereUntilItIsTakenOut() throws Exception {
        assertThat(status(siteId)).isEqualTo(404);

        publish(new Site(siteId, "Planned", null, List.of(), null, null));

        JsonNode site = await().until(() -> answered(siteId), isCalled("Planned"));
        assertThat(site.path("total").asInt()).isZero();
        assertThat(site.path("statuses")).isEmpty();
        assertThat(listed(siteId)).containsExactly(site);
        assertThat(status(siteId + "/phone-numbers")).isEqualTo(404);

        publish(siteId, null);

        await().untilAsserted(() -> assertThat(status(siteId)).isEqualTo(404));
        assertThat(listed(siteId)).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNamedAndTheNextIsRead() {
        publish(new Site(siteId, "First", null, List.of(), null, null));
        await().until(() -> answered(siteId), isCalled("First"));

        try (Warnings warnings = new Warnings("io.ringfence.directory.SiteEntering")) {
            RecordMetadata bad = publish(siteId, new byte[] {0, 0x7f, 0, 0, 1, 2, 3});
            String at = "Left out of the directory: %s-%d@%d: ".formatted(bad.topic(), bad.partition(), bad.offset());
            await().untilAsserted(() -> assertThat(warnings.lines())
                    .anyMatch(line -> line.startsWith(at) && line.contains("no schema with id")));
        }
        assertThat(answered(siteId).path("name").asText()).isEqualTo("First");

        publish(new Site(siteId, "Second", null, List.of(), null, null));
        await().until(() -> answered(siteId), isCalled("Second"));
    }

    private void publish(Site site) {
        publish(site.siteId(), client.avro().serializer().serialize(Topics.SITE_DIRECTORY.name(), ToAvro.site(site)));
    }

    private RecordMetadata publish(String key, byte[] value) {
        return client.publish(new ProducerRecord<>(Topics.SITE_DIRECTORY.name(), Client.bytes(key), value));
    }

    private static Predicate<JsonNode> isCalled(String name) {
        return site -> site.path("name").asText().equals(name);
    }

    private JsonNode answered(String site) {
        return tree(answer("/api/sites/" + site));
    }

    private int status(String path) {
        return answer("/api/sites/" + path).statusCode();
    }

    private List<JsonNode> listed(String site) {
        return StreamSupport.stream(tree(answer("/api/sites")).path("sites").spliterator(), false)
                .filter(one -> one.path("siteId").asText().equals(site))
                .toList();
    }

    private static JsonNode tree(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    /** While partitions are assigned, it is 503. */
    private HttpResponse<String> answer(String path) {
        return await().until(() -> send(path), any -> any.statusCode() != 503);
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
