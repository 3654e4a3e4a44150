package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.support.description.Conformance;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Group;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.rights.Asked;
import io.ringfence.support.rights.RightsTable;
import io.ringfence.support.rights.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may do what at which site: every cell of the README's table, asked of both of two workers. */
@OnPlatform
class RightsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Tokens TOKENS = new Tokens();
    private static final String[] NO_TOKEN = {};
    private static final List<String> EVERY_ROLE = List.of("viewer", "operator", "provider");

    private static Group group;
    private static Client client;
    private static SiteOfTest own;
    private static SiteOfTest other;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A site with two numbers, of which a party got one by an order. */
    private record SiteOfTest(String id, String number, ActionRequest provision, VoiceServiceOrder order) {
        static SiteOfTest at(String id) {
            ActionRequest provision = Requests.provision(Numbers.next()).withSiteId(id);
            ActionRequest second = Requests.provision(Numbers.next()).withSiteId(id);
            VoiceServiceOrder order = Orders.add(Requests.ACORN, 1).withSiteId(id);
            client.decided(provision);
            client.decided(second);
            await().until(() ->
                    group.first().get("/api/sites/" + id, everything()).body().contains("\"total\":2"));
            client.decided(order);
            return new SiteOfTest(id, provision.phoneNumber(), provision, order);
        }

        Asked.At asked() {
            return new Asked.At(id, number, provision.requestId(), order.orderId());
        }
    }

    @BeforeAll
    static void start(Platform platform) throws Exception {
        group = Group.start(platform, Platform.startCluster(), TOKENS.settings(), Map.of(), everything());
        client = group.client();
        String run = UUID.randomUUID().toString();
        own = SiteOfTest.at("own-" + run);
        other = SiteOfTest.at("other-" + run);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        group.close();
    }

    private static String[] everything() {
        return bearer(TOKENS.of("tests", EVERY_ROLE, List.of("*")));
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    @Test
    void everyCellOfTheTableHolds() throws IOException {
        RightsTable table = RightsTable.ofReadme();
        assertThat(table.rows())
                .containsExactlyInAnyOrderElementsOf(Asked.byRow(own.asked()).keySet());

        assertThat(table.cells().flatMap(this::exceptions)).isEmpty();
    }

    /** Both are asked of both sites, so that each question also goes from one to the other. */
    private Stream<String> exceptions(RightsTable.Cell cell) {
        String[] token = cell.hasToken() ? bearer(TOKENS.of("somebody", cell.roles(), List.of(own.id()))) : NO_TOKEN;
        String[] ofAll = cell.hasToken() ? bearer(TOKENS.of("somebody", cell.roles(), List.of("*"))) : NO_TOKEN;
        return Stream.concat(
                group.members()
                        .flatMap(member -> Stream.concat(
                                exceptions(cell, cell.ownSite(), own, member, token),
                                exceptions(cell, cell.otherSite(), other, member, token))),
                exceptions(cell, cell.ownSite(), other, group.first(), ofAll));
    }

    private Stream<String> exceptions(
            RightsTable.Cell cell, int expected, SiteOfTest site, Group.Member member, String... token) {
        List<CompletableFuture<Optional<String>>> answers = Asked.byRow(site.asked()).get(cell.row()).stream()
                .map(asked -> http.sendAsync(asked.at(member.url(), token), BodyHandlers.ofInputStream())
                        .thenApply(answer -> exception(cell, expected, asked, answer)))
                .toList();
        return answers.stream().map(CompletableFuture::join).flatMap(Optional::stream);
    }

    private static Optional<String> exception(
            RightsTable.Cell cell, int expected, Asked asked, HttpResponse<InputStream> answer) {
        try (InputStream unread = answer.body()) {
            String type = answer.headers().firstValue("Content-Type").orElse("");
            boolean isInForm = expected == 200 || asked.isPage() || type.equals("application/problem+json");
            return answer.statusCode() == expected && isInForm
                    ? Optional.empty()
                    : Optional.of("%s, %s: %s is %d (%s), not %d"
                            .formatted(cell.row(), cell.who(), asked, answer.statusCode(), type, expected));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of what is not the caller's, also what other questions would tell in passing. */
    @Test
    void anotherSiteIsInNoListAndNoSearch() throws Exception {
        String token = TOKENS.of("somebody", List.of("viewer"), List.of(own.id()));
        for (String path : List.of(
                "/api/sites",
                "/api/phone-numbers",
                "/api/phone-numbers?search=" + other.number().substring(5),
                "/api/phone-numbers.csv",
                "/api/parties/OCCUPIER/acorn/phone-numbers",
                "/api/parties/OCCUPIER/acorn/phone-numbers.csv",
                "/",
                "/phone-numbers",
                "/parties/OCCUPIER/acorn")) {
            for (Group.Member member : group.members().toList()) {
                String answer = text(member.url(), path, bearer(token));
                assertThat(answer).as(path).doesNotContain(other.id(), other.number());
                assertThat(text(member.url(), path, everything())).as(path).contains(other.id());
            }
        }
        JsonNode sites = JSON.readTree(text(group.first().url(), "/api/sites", bearer(token)));
        assertThat(sites.path("sites"))
                .extracting(site -> site.path("siteId").asText())
                .containsExactly(own.id());
        JsonNode numbers = JSON.readTree(text(group.first().url(), "/api/phone-numbers", bearer(token)));
        assertThat(numbers.path("matched").asInt()).isEqualTo(2);
    }

    @Test
    void whatIsAskedIsAskedUnderTheTokensName() throws Exception {
        String operator = TOKENS.of("olivia", List.of("operator"), List.of(own.id()));
        String body = "{\"action\":\"NOMINATE_MAIN_NUMBER\",\"siteId\":\"%s\"%s}";
        for (String who : List.of(",\"requestedBy\":\"somebody else\"", "")) {
            for (Group.Member member : group.members().toList()) {
                JsonNode answer = JSON.readTree(posted(member, own.number(), body.formatted(own.id(), who), operator)
                        .body());
                assertThat(answer.path("requestedBy").asText()).isEqualTo("olivia");
            }
        }
    }

    @Test
    @Timeout(60)
    void aStreamOfEventsEndsWithItsToken() throws Exception {
        for (Group.Member member : group.members().toList()) {
            String soonOver = TOKENS.of(
                    "somebody",
                    List.of("viewer"),
                    List.of(own.id()),
                    claims -> claims.expirationTime(Date.from(Instant.now().plusSeconds(3))));
            HttpRequest request = member.request("/api/sites/" + own.id() + "/events", bearer(soonOver));
            HttpResponse<String> ended = http.send(request, BodyHandlers.ofString());
            assertThat(ended.statusCode()).isEqualTo(200);
            assertThat(ended.body()).startsWith("event: ready");
        }
    }

    @Test
    void refusalsAreAsDescribed() throws Exception {
        URI url = group.first().url();
        Conformance description = new Conformance(text(url, "/openapi.yml", everything()));
        List<Asked> ofClients = Asked.byRow(own.asked()).values().stream()
                .flatMap(List::stream)
                .filter(asked -> !asked.isPage())
                .toList();
        for (String[] known : List.of(NO_TOKEN, bearer(TOKENS.of("nobody", List.of(), List.of("*"))))) {
            for (Asked asked : ofClients) {
                description.check(http.send(asked.at(url, known), BodyHandlers.ofString()));
            }
        }
        assertThat(description.unseen()).noneMatch(status -> status.matches("\\w+ (401|403)"));
    }

    @Test
    void whatIsRefusedIsNotPublished() throws Exception {
        UUID id = UUID.randomUUID();
        String body = "{\"action\":\"ALLOCATE\",\"siteId\":\"%s\",\"requestId\":\"%s\",\"requestedBy\":\"x\"}"
                .formatted(own.id(), id);
        assertThat(posted(group.first(), own.number(), body, TOKENS.of("v", List.of("viewer"), List.of("*")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(posted(group.first(), own.number(), body, TOKENS.of("o", EVERY_ROLE, List.of(other.id())))
                        .statusCode())
                .isEqualTo(403);

        // Whatever came before it on the topic is decided by now.
        client.decided(Requests.of(Action.ACTIVATE, own.number()).withSiteId(own.id()));
        assertThat(group.first()
                        .get("/api/phone-numbers/" + own.number() + "/requests/" + id, everything())
                        .statusCode())
                .isEqualTo(404);
    }

    /** A client that guesses the header of instances, or what belongs to it, is a client. */
    @Test
    void aClientThatSaysItIsAnInstanceIsNone() {
        for (String header : List.of("Ringfence-Forwarded", "Ringfence-Partitions")) {
            String token = TOKENS.of("tests", EVERY_ROLE, List.of("*"));
            assertThat(group.first()
                            .get("/api/sites", "Authorization", "Bearer " + token, header, "1")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(group.first()
                            .get(
                                    "/api/sites",
                                    "Authorization",
                                    "Bearer " + token,
                                    header,
                                    "1",
                                    "Ringfence-Instance-Secret",
                                    "guessed")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private HttpResponse<String> posted(Group.Member member, String number, String body, String token)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        member.url().resolve("/api/phone-numbers/" + number + "/requests?waitMs=30000"))
                .header("Content-Type", "application/json")
                .headers(bearer(token))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private String text(URI url, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve(path)).headers(headers).build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }
}
