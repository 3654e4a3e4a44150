package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.StateChange;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Traces;
import io.ringfence.trace.Trace;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked over HTTP takes the way of everything else, and its answer is the outcome that is on the topic. */
@OnPlatform
class CommandsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final Client client;
    private final String siteId = "commands-" + UUID.randomUUID();

    CommandsIT(Platform platform, Client client) {
        url = platform.url();
        this.client = client;
    }

    @Test
    void answersWithTheOutcomeThatIsOnTheTopic() throws Exception {
        String number = Numbers.next();
        JsonNode provisioned = asked(number, provision());

        assertThat(provisioned.path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(provisioned.path("version").asInt()).isEqualTo(1);
        UUID id = UUID.fromString(provisioned.path("requestId").asText());
        assertThat(client.outcome(id)).isInstanceOf(StateChange.class);
        assertThat(answer(number, id)).isEqualTo(provisioned);

        JsonNode refused = asked(number, request("ACTIVATE"));
        assertThat(refused.path("status").asText()).isEqualTo("REJECTED");
        assertThat(refused.path("code").asText()).isEqualTo("INVALID_STATUS");
    }

    @Test
    void theHistoryHasWhatWasAnsweredAMomentAgo() throws Exception {
        for (int again = 0; again < 10; again++) {
            String number = Numbers.next();
            JsonNode provisioned = asked(number, provision());
            HttpResponse<String> history = get("/api/phone-numbers/" + number + "/history");

            assertThat(history.statusCode()).as(history.body()).isEqualTo(200);
            assertThat(JSON.readTree(history.body()).at("/changes/0/requestId"))
                    .isEqualTo(provisioned.path("requestId"));
        }
    }

    @Test
    void saysWhyANumberIsLocked() throws Exception {
        String number = Numbers.next();
        asked(number, provision());

        JsonNode locked = asked(number, request("LOCK").put("reason", "Being ported"));
        assertThat(locked.at("/after/lockReason").asText()).isEqualTo("Being ported");
        JsonNode unlocked = asked(number, request("UNLOCK"));
        assertThat(unlocked.at("/before/lockReason").asText()).isEqualTo("Being ported");
        assertThat(unlocked.at("/after/lockReason").isNull()).isTrue();
    }

    @Test
    void whatIsMissingIsDecidedLikeAnywhereElse() throws Exception {
        JsonNode refused = asked(Numbers.next(), JSON.createObjectNode().put("action", "LOCK"));

        assertThat(refused.path("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(refused.path("message").asText()).isEqualTo("siteId is missing.");
    }

    @Test
    void whoDoesNotWaitIsToldWhereToLook() throws Exception {
        HttpResponse<String> response = await().atMost(Duration.ofMinutes(1))
                .until(() -> post(Numbers.next(), "?waitMs=0", provision()), sent -> sent.statusCode() == 202);

        assertThat(JSON.readTree(response.body()).path("status").asText()).isEqualTo("IN_PROGRESS");
        String location = response.headers().firstValue("Location").orElseThrow();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> JSON.readTree(get(location + "?waitMs=30000").body())
                        .path("status")
                        .asText()
                        .equals("ACCEPTED"));
    }

    @Test
    void theSameIdAtOnceHasOneOutcomeAndOneAnswer() throws Exception {
        String number = Numbers.next();
        ObjectNode request = provision().put("requestId", UUID.randomUUID().toString());
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, 8)
                .mapToObj(i -> http.sendAsync(post(number, request), HttpResponse.BodyHandlers.ofString()))
                .toList();

        List<JsonNode> answers = sent.stream().map(CommandsIT::body).distinct().toList();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.path("status").asText()).isEqualTo("ACCEPTED"));
        assertThat(asked(number, request)).isEqualTo(answers.get(0));
        assertThat(client.outcome(UUID.fromString(request.path("requestId").asText())))
                .isNotNull();
        assertThat(client.outcomes(outcome -> outcome.phoneNumber().equals(number)))
                .extracting(Outcome::phoneNumber)
                .hasSize(1);
    }

    @Test
    void theTraceOfWhoAsksIsThatOfTheOutcome() throws Exception {
        List<Trace> traces = Stream.generate(Traces::next).limit(3).toList();
        String number = Numbers.next();
        String listed = Numbers.next();
        String sites = "/api/sites/" + siteId;
        ObjectNode order = JSON.createObjectNode().put("type", "CEASE");
        order.set("party", acorn());

        JsonNode asked =
                traced(traces.get(0), "/api/phone-numbers/" + number + "/requests", "application/json", provision());
        JsonNode imported = traced(
                traces.get(1), sites + "/phone-numbers.csv", "text/csv", "Phone number,EXT\n" + listed + ",12\n");
        JsonNode ordered = traced(traces.get(2), sites + "/voice-service-orders", "application/json", order);

        assertThat(Stream.of(asked.path("requestId"), imported.at("/rows/0/requestId"), ordered.path("orderId"))
                        .map(id -> client.trace(UUID.fromString(id.asText()))))
                .isEqualTo(traces);
    }

    private JsonNode traced(Trace trace, String path, String type, Object body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path + "?waitMs=30000"))
                .header("Content-Type", type)
                .header("traceparent", trace.parent())
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        Stream.ofNullable(trace.state())
                .flatMap(state -> Stream.of(state.split(",")))
                .forEach(member -> request.header("tracestate", member));
        return JSON.readTree(
                http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    /** Also while the first is being decided. */
    @Test
    void whatElseIsAskedUnderAnIdIsNotAnsweredWithWhatBecameOfTheFirst() throws Exception {
        String number = Numbers.next();
        asked(number, provision());
        ObjectNode first =
                request("ALLOCATE").put("requestId", UUID.randomUUID().toString());
        first.set("allocateTo", acorn());
        ObjectNode second = first.deepCopy();
        second.withObject("/allocateTo").put("id", "other");

        assertThat(asked(number, first).path("status").asText()).isEqualTo("ACCEPTED");
        for (int again = 0; again < 2; again++) {
            JsonNode answer = asked(number, second);
            assertThat(answer.path("status").asText()).isEqualTo("REJECTED");
            assertThat(answer.path("code").asText()).isEqualTo("REQUEST_ID_REUSED");
        }
        assertThat(asked(number, first).path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(answer(number, UUID.fromString(first.path("requestId").asText()))
                        .path("status")
                        .asText())
                .isEqualTo("ACCEPTED");
    }

    @Test
    void aTryChangesNothingAndTellsWhatComes() throws Exception {
        String first = Numbers.next();
        String second = Numbers.next();
        for (String number : List.of(first, second)) {
            asked(number, provision());
            asked(number, request("ALLOCATE").set("allocateTo", acorn()));
        }

        for (String number : List.of(first, second)) {
            HttpResponse<String> response = post(number, "?dryRun=true", request("NOMINATE_MAIN_NUMBER"));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            JsonNode tried = JSON.readTree(response.body());
            assertThat(tried.path("dryRun").asBoolean()).isTrue();
            JsonNode decided = asked(number, request("NOMINATE_MAIN_NUMBER"));
            for (String field : List.of("status", "code", "message", "heldBy", "allowedActions")) {
                assertThat(tried.get(field)).as(field).isEqualTo(decided.get(field));
            }
            assertThat(tried.at("/after/mainNumber")).isEqualTo(decided.at("/after/mainNumber"));
        }
    }

    @Test
    void aThousandAtOnceAreAllAnswered() {
        List<String> numbers = Stream.generate(Numbers::next).limit(1_000).toList();
        List<CompletableFuture<HttpResponse<String>>> sent = numbers.stream()
                .map(number -> http.sendAsync(post(number, provision()), HttpResponse.BodyHandlers.ofString()))
                .toList();

        assertThat(sent).allSatisfy(answer -> {
            int status = answer.join().statusCode();
            assertThat(status).isIn(200, 202, 503);
            assertThat(status != 503
                            || answer.join().headers().firstValue("Retry-After").isPresent())
                    .isTrue();
        });
        assertThat(sent).filteredOn(answer -> answer.join().statusCode() == 200).isNotEmpty();
    }

    /** One that ends the connection in good order, one that breaks it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoGoesAwayWhileWaitingFindsTheOutcomeLater(boolean breaks) throws Exception {
        List<String> numbers = Stream.generate(Numbers::next).limit(50).toList();
        Map<String, ObjectNode> requests = numbers.stream()
                .collect(Collectors.toMap(Function.identity(), number -> provision()
                        .put("requestId", UUID.randomUUID().toString())));

        for (String number : numbers) {
            URI where = post(number + "/requests?waitMs=30000", "").uri();
            askAndGoAway(where, requests.get(number), breaks);
        }

        for (String number : numbers) {
            UUID id = UUID.fromString(requests.get(number).path("requestId").asText());
            assertThat(client.outcome(id)).isInstanceOf(StateChange.class);
            assertThat(asked(number, requests.get(number))).isEqualTo(answer(number, id));
        }
        assertThat(client.outcomes(outcome -> numbers.contains(outcome.phoneNumber())))
                .hasSameSizeAs(numbers);
    }

    private void askAndGoAway(URI where, JsonNode request, boolean breaks) throws IOException {
        byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
        String head = "POST %s?%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(where.getRawPath(), where.getRawQuery(), where.getAuthority(), body.length);
        try (Socket socket = new Socket(where.getHost(), where.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            if (breaks) {
                // What has not been read by then is lost with the connection.
                String asked = where.getPath() + "/" + request.path("requestId").asText();
                await().until(() -> get(asked).statusCode() == 200);
                socket.setSoLinger(true, 0);
            }
        }
    }

    /** What a page of elsewhere sends whose host's address has become this machine's. */
    @ParameterizedTest
    @CsvSource({"attacker.example, 403", "127.0.0.1.attacker.example, 403", "localhost, 200", "127.0.0.1:80, 200"})
    void isAskedByANameOfThisMachineAlone(String host, int status) throws Exception {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write("GET /api/sites HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(host)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void carriesOutAnOrderThatWasTriedAndTellsWhatItCameTo() throws Exception {
        for (String number : Stream.generate(Numbers::next).limit(4).toList()) {
            asked(number, provision());
        }
        ObjectNode order = JSON.createObjectNode()
                .put("type", "ADD")
                .put("quantity", 2)
                .put("withMainNumber", true)
                .put("requestedBy", "front desk");
        order.set("party", acorn());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> JSON.readTree(get("/api/sites/" + siteId + "/phone-numbers")
                                        .body())
                                .path("total")
                                .asInt()
                        == 4);

        JsonNode tried = JSON.readTree(ordered("?dryRun=true", order).body());
        assertThat(tried.path("status").asText()).as("%s", tried).isEqualTo("FULFILLED");
        HttpResponse<String> response = ordered("?waitMs=30000", order);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode fulfilled = JSON.readTree(response.body());
        assertThat(fulfilled.path("phoneNumbers")).isEqualTo(tried.path("phoneNumbers"));
        assertThat(fulfilled.path("mainNumber")).isEqualTo(tried.path("mainNumber"));
        String path = "/api/sites/" + siteId + "/voice-service-orders/";
        assertThat(JSON.readTree(get(path + fulfilled.path("orderId").asText()).body()))
                .isEqualTo(fulfilled);

        JsonNode again = JSON.readTree(ordered("?waitMs=30000", order).body());
        assertThat(again.path("status").asText()).isEqualTo("NOT_NEEDED");

        order.put("orderId", fulfilled.path("orderId").asText()).put("quantity", 3);
        JsonNode other = JSON.readTree(ordered("?waitMs=30000", order).body());
        assertThat(other.path("status").asText()).as("%s", other).isEqualTo("REJECTED");
        assertThat(other.path("code").asText()).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void importsAFileThatChangesNothingWhenItComesAgain() throws Exception {
        List<String> numbers = Stream.generate(Numbers::next).limit(300).toList();
        String file = "Phone number,EXT,Colour\n"
                + numbers.stream().map(number -> number + ",12,red\n").collect(Collectors.joining())
                + "0207,12,red\n";

        JsonNode preview = imported("?dryRun=true", file);
        assertThat(preview.path("accepted").asInt()).as("%s", preview).isEqualTo(300);
        JsonNode first = imported("", file);
        assertThat(first.path("accepted").asInt()).as("%s", first).isEqualTo(300);
        assertThat(first.path("rejected").asInt()).isEqualTo(1);
        assertThat(first.path("inProgress").asInt()).isZero();
        assertThat(first.path("ignoredColumns")).extracting(JsonNode::asText).containsExactly("Colour");
        assertThat(first.path("rows")).hasSize(301);
        assertThat(first.at("/rows/300/line").asInt()).isEqualTo(302);
        assertThat(first.at("/rows/300/code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(imported("", file)).isEqualTo(first);
        assertThat(JSON.readTree(get("/api/phone-numbers/" + numbers.get(0)).body())
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    private JsonNode imported(String query, String file) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(url.resolve("/api/sites/" + siteId + "/phone-numbers.csv" + query))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(file))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> ordered(String query, JsonNode order) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(url.resolve("/api/sites/" + siteId + "/voice-service-orders" + query))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(order.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode body(CompletableFuture<HttpResponse<String>> answer) {
        try {
            return JSON.readTree(answer.join().body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ObjectNode request(String action) {
        return JSON.createObjectNode()
                .put("action", action)
                .put("siteId", siteId)
                .put("requestedBy", "front desk");
    }

    private ObjectNode provision() {
        ObjectNode request = request("PROVISION");
        request.putObject("details").put("kind", "DIRECT").put("extension", "1000");
        return request;
    }

    private static ObjectNode acorn() {
        return JSON.createObjectNode()
                .put("type", "OCCUPIER")
                .put("id", "acorn")
                .put("name", "Acorn Analytics");
    }

    private JsonNode asked(String number, JsonNode request) throws IOException, InterruptedException {
        HttpResponse<String> response = post(number, "?waitMs=30000", request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private JsonNode answer(String number, UUID id) throws IOException, InterruptedException {
        return JSON.readTree(
                get("/api/phone-numbers/" + number + "/requests/" + id).body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String number, String query, JsonNode request)
            throws IOException, InterruptedException {
        return http.send(post(number + "/requests" + query, request.toString()), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest post(String number, JsonNode request) {
        return post(number + "/requests", request.toString());
    }

    private HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(url.resolve("/api/phone-numbers/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
