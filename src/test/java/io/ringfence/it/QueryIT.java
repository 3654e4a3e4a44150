package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** The API over the stores of a running worker; what it makes of filters and errors is tested in the api package. */
@OnPlatform
class QueryIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final String bootstrapServers;
    private final Client client;
    private final String siteId = "query-" + UUID.randomUUID();

    QueryIT(Platform platform, Client client) {
        url = platform.url();
        bootstrapServers = platform.bootstrapServers();
        this.client = client;
    }

    @Test
    void listingShowsWhatWasDecided() throws IOException, InterruptedException {
        List<String> numbers = Stream.generate(Numbers::next).limit(3).sorted().toList();
        numbers.forEach(number -> client.publish(Requests.provision(number).withSiteId(siteId)));
        client.decided(Requests.of(Action.NOMINATE_MAIN_NUMBER, numbers.get(0)).withSiteId(siteId));
        client.decided(Requests.allocate(numbers.get(0), Requests.ACORN).withSiteId(siteId));
        client.decided(Requests.allocate(numbers.get(1), Requests.ACORN).withSiteId(siteId));

        String path = "/api/sites/" + siteId + "/phone-numbers";
        await().untilAsserted(() -> assertThat(status(path)).isEqualTo(200));
        JsonNode listing = await().until(
                        () -> get(path),
                        answer -> answer.at("/statuses/RESERVED").asInt() == 2
                                && answer.at("/statuses/AVAILABLE").asInt() == 1);

        assertThat(listing.path("total").asInt()).isEqualTo(3);
        assertThat(listing.path("phoneNumbers"))
                .extracting(row -> row.path("phoneNumber").asText())
                .containsExactlyElementsOf(numbers);
        assertThat(listing.at("/phoneNumbers/1/availableActions"))
                .as("no nomination: the party has a main number")
                .extracting(JsonNode::asText)
                .containsExactly("DEALLOCATE", "ACTIVATE");
        assertThat(get("/api/phone-numbers/" + numbers.get(1)))
                .isEqualTo(get(path + "?explain=true").at("/phoneNumbers/1"));
        assertThat(get("/api/sites").path("sites"))
                .filteredOn(site -> site.path("siteId").asText().equals(siteId))
                .singleElement()
                .satisfies(site ->
                        assertThat(site.at("/statuses/AVAILABLE").asInt()).isEqualTo(1));
        assertThat(text("/api/sites/" + siteId + "/phone-numbers.csv").lines()).hasSize(4);
        assertStockIsToldAsItIsAnswered();
    }

    private void assertStockIsToldAsItIsAnswered() throws IOException, InterruptedException {
        JsonNode answered = get("/api/sites/" + siteId + "/stock");
        assertThat(answered.path("free").asInt()).isEqualTo(1);
        assertThat(answered.path("low").asBoolean()).isTrue();
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        List<String> told = new ArrayList<>();
        try (KafkaConsumer<String, GenericRecord> consumer = new KafkaConsumer<>(
                settings, new StringDeserializer(), client.avro().deserializer())) {
            consumer.assign(consumer.partitionsFor(Topics.SITE_STOCK.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList());
            await().untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (record.key().equals(siteId)) {
                        told.add(record.value().toString());
                    }
                });
                assertThat(told).isNotEmpty();
                assertThat(JSON.readTree(told.get(told.size() - 1))).isEqualTo(answered);
            });
        }
        assertThat(told).as("but once what is the same").doesNotHaveDuplicates();
    }

    @Test
    void requestCanBeAskedAfter() throws IOException, InterruptedException {
        String number = Numbers.next();
        ActionRequest accepted = Requests.provision(number);
        ActionRequest refused = Requests.of(Action.ACTIVATE, number);
        client.decided(accepted);
        client.decided(refused);

        JsonNode change = get("/api/phone-numbers/" + number + "/requests/" + accepted.requestId());
        assertThat(change.path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(change.path("version").asInt()).isEqualTo(1);
        JsonNode rejection = get("/api/phone-numbers/" + number + "/requests/" + refused.requestId());
        assertThat(rejection.path("status").asText()).isEqualTo("REJECTED");
        assertThat(rejection.path("code").asText()).isEqualTo("INVALID_STATUS");
        assertThat(status("/api/phone-numbers/" + number + "/requests/" + UUID.randomUUID()))
                .isEqualTo(404);
    }

    @Test
    void workerBecomesReadyAndSaysSo() throws IOException, InterruptedException {
        await().untilAsserted(() -> assertThat(status("/health/readiness")).isEqualTo(200));
        assertThat(get("/health/readiness").at("/details/streams/details/state").asText())
                .isEqualTo("RUNNING");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(text(path));
    }

    private String text(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private int status(String path) throws IOException, InterruptedException {
        return send(path).statusCode();
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
