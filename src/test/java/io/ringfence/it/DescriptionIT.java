package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.web.router.Router;
import io.ringfence.support.description.Conformance;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every endpoint is described, and every answer is as it is described. */
@OnPlatform
class DescriptionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String NOBODY = UUID.randomUUID().toString();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Platform platform;
    private final Conformance description;
    private final String site = "/api/sites/description-" + UUID.randomUUID();
    private final String nowhere = "/api/sites/nowhere-" + UUID.randomUUID();

    DescriptionIT(Platform platform) {
        this.platform = platform;
        description = new Conformance(sent("GET", "/openapi.yml").body());
    }

    @Test
    void everyEndpointIsDescribed() {
        Set<String> routes = platform.bean(Router.class)
                .uriRoutes()
                .filter(route -> route.getTargetMethod()
                        .getDeclaringType()
                        .getPackageName()
                        .startsWith("io.ringfence.api"))
                .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                .map(route -> route.getHttpMethodName() + " "
                        + route.getUriMatchTemplate().toPathString().replaceAll("\\{(\\w+):[^}]+}", "{$1}"))
                .filter(route -> !route.contains(" /internal/"))
                .collect(Collectors.toSet());

        assertThat(routes).hasSizeGreaterThan(15);
        assertThat(description.operations())
                .filteredOn(operation -> !operation.startsWith("GET /health"))
                .containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void everyAnswerIsAsDescribed() throws IOException, InterruptedException {
        String number = "/api/phone-numbers/" + Numbers.next();
        String requests = number + "/requests";
        String orders = site + "/voice-service-orders";
        String provision = request("PROVISION", "\"details\":{\"kind\":\"DIRECT\",\"extension\":\"1000\"}");

        ok(post(requests + "?dryRun=true", provision));
        ok(post(requests + "?waitMs=30000", request("LOCK", "\"reason\":\"none\"")));
        HttpResponse<String> later = await().atMost(PATIENCE)
                .until(() -> post(other() + "/requests?waitMs=0", provision), answer -> answer.statusCode() == 202);
        description.check(later);
        ok(get(later.headers().firstValue("Location").orElseThrow() + "?waitMs=30000"));
        ok(post(requests + "?waitMs=30000", provision));
        ok(get(number));
        ok(post(
                requests + "?waitMs=30000",
                request("ALLOCATE", "\"allocateTo\":{\"type\":\"OCCUPIER\",\"id\":\"elm\",\"name\":\"Elm\"}")));
        refused(400, post(requests, "{\"action\":\"PAINT\"}"));
        refused(413, post(requests, "x".repeat(70_000)));
        refused(415, sent("POST", requests, BodyPublishers.ofString("{}"), "Content-Type", "text/plain"));
        refused(400, get(requests + "/17"));
        refused(404, get(requests + "/" + NOBODY));

        refused(400, get("/api/phone-numbers/0207"));
        refused(404, get(other()));
        refused(503, get(number + "?minVersion=99"));
        ok(get(number + "/history"));
        refused(400, get(number + "/history?limit=0"));
        refused(404, get(other() + "/history"));

        await().atMost(PATIENCE).until(() -> get(site).statusCode() == 200);
        ok(get("/api/sites"));
        ok(get(site));
        refused(404, get(nowhere));
        ok(get(site + "/stock"));
        refused(404, get(nowhere + "/stock"));
        for (String listing : List.of(site + "/phone-numbers", site + "/phone-numbers.csv")) {
            ok(get(listing + "?status=RESERVED"));
            refused(400, get(listing + "?status=FREE"));
            refused(404, get(listing.replace(site, nowhere)));
        }
        ok(get(site + "/phone-numbers?explain=true&limit=1"));
        ok(get(site + "/phone-numbers?explain=true&asOf=2100-01-01T00:00:00Z"));
        ok(sent("GET", site + "/phone-numbers", BodyPublishers.noBody(), "Accept", "text/csv"));
        description.check(sent("GET", site + "/phone-numbers", BodyPublishers.noBody(), "Accept", "image/png"));
        for (String listing : List.of("/api/phone-numbers", "/api/parties/OCCUPIER/elm/phone-numbers")) {
            ok(get(listing + "?limit=1"));
            ok(get(listing + ".csv"));
            refused(400, get(listing + "?kind=FAX"));
            refused(400, get(listing + ".csv?kind=FAX"));
        }
        streamOfEvents();

        String add = order("ADD", "\"quantity\":1,\"activate\":false");
        ok(post(orders + "?dryRun=true", add));
        ok(post(orders + "?waitMs=30000", add));
        ok(post(orders + "?waitMs=30000", order("CEASE", "\"coolingOffDate\":null")));
        HttpResponse<String> placed = await().atMost(PATIENCE)
                .until(() -> post(orders + "?waitMs=0", add), answer -> answer.statusCode() == 202);
        description.check(placed);
        ok(get(placed.headers().firstValue("Location").orElseThrow() + "?waitMs=30000"));
        refused(400, post(orders, "{\"type\":\"SWAP\"}"));
        refused(413, post(orders, "x".repeat(70_000)));
        refused(415, sent("POST", orders, BodyPublishers.ofString("{}"), "Content-Type", "text/plain"));
        refused(400, get(orders + "/17"));
        refused(404, get(orders + "/" + NOBODY));

        ok(imported("?dryRun=true", "Phone number,Colour\n" + Numbers.next() + ",red\n0207,red\n"));
        refused(400, imported("", ""));
        refused(413, imported("", "x".repeat(2 * 1024 * 1024 + 1)));
        refused(
                415,
                sent("POST", site + "/phone-numbers.csv", BodyPublishers.ofString("x"), "Content-Type", "text/plain"));

        ok(get("/api/topology"));
        ok(sent("GET", "/api/topology", BodyPublishers.noBody(), "Accept", "text/plain"));
        for (String health : List.of("/health", "/health/readiness", "/health/liveness")) {
            ok(get(health));
        }

        // Of rights, of instances that are elsewhere or not there (RefusedForNowTest), and of whatever else goes wrong.
        assertThat(description.unseen())
                .allMatch(status -> status.matches("\\w+ (401|403|503|default)"), "was not seen")
                .doesNotContain("getNumber 503", "listSiteNumbers default");
    }

    private void streamOfEvents() throws IOException, InterruptedException {
        HttpResponse<InputStream> stream =
                http.send(HttpRequest.newBuilder(at(site + "/events")).build(), BodyHandlers.ofInputStream());
        try (InputStream events = stream.body()) {
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(new String(events.readNBytes(12))).isEqualTo("event: ready");
            description.check(stream);
        }
        refused(400, get(site + "/events?explain=maybe"));
        refused(404, get(nowhere + "/events"));
    }

    private void ok(HttpResponse<String> answer) {
        refused(200, answer);
    }

    private void refused(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s: %s", answer, answer.body()).isEqualTo(status);
        description.check(answer);
    }

    /** A number that nobody has asked for. */
    private static String other() {
        return "/api/phone-numbers/" + Numbers.next();
    }

    private String request(String action, String more) {
        return "{\"action\":\"%s\",\"siteId\":\"%s\",\"requestedBy\":\"me\",%s}"
                .formatted(action, site.substring(site.lastIndexOf('/') + 1), more);
    }

    private static String order(String type, String more) {
        return "{\"type\":\"%s\",\"party\":{\"type\":\"OCCUPIER\",\"id\":\"fern\",\"name\":\"Fern\"},\"requestedBy\":\"me\",%s}"
                .formatted(type, more);
    }

    private HttpResponse<String> imported(String query, String file) {
        return sent(
                "POST", site + "/phone-numbers.csv" + query, BodyPublishers.ofString(file), "Content-Type", "text/csv");
    }

    private HttpResponse<String> get(String path) {
        return sent("GET", path);
    }

    private HttpResponse<String> post(String path, String json) {
        return sent("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    private HttpResponse<String> sent(String method, String path) {
        return sent(method, path, BodyPublishers.noBody());
    }

    /** Asked again for as long as the answer is to come back, unless it is that a version has not been reached. */
    private HttpResponse<String> sent(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(
                        () -> http.send(request.build(), BodyHandlers.ofString()),
                        answer -> answer.statusCode() != 503
                                || answer.headers()
                                        .firstValue("Ringfence-Version")
                                        .isPresent());
    }

    private URI at(String path) {
        return platform.url().resolve(path);
    }
}
