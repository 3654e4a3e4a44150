package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.query.Location;
import io.ringfence.query.Placement;
import io.ringfence.support.platform.ApiThreads;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Group;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Partitions;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two workers, each with a part of the partitions: whichever is asked, the answer is the same. */
@OnPlatform
class RoutingIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORWARDED = "Ringfence-Forwarded";
    private static final String STANDBY_LAG = "Ringfence-Standby-Lag";
    private static final int PARTITIONS = 6;
    private static final int CROWD = 500;

    private static Group group;

    private Client client;

    @BeforeAll
    static void start(Platform platform) throws Exception {
        group = Group.start(platform);
    }

    @AfterAll
    static void stop() throws Exception {
        group.close();
    }

    @BeforeEach
    void connect() {
        client = group.client();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void bothGiveTheSameAnswers() {
        List<String> paths = new ArrayList<>();
        for (String site : sitesInAllPartitions()) {
            List<String> numbers = numbersInAllPartitions();
            List<ActionRequest> provisions = decided(
                    numbers.stream().map(number -> Requests.provision(number).withSiteId(site)));
            decided(Stream.of(
                    Requests.of(Action.NOMINATE_MAIN_NUMBER, numbers.get(0)).withSiteId(site)));
            decided(numbers.stream()
                    .map(number -> Requests.allocate(number, Requests.ACORN).withSiteId(site)));
            numbers.forEach(number -> paths.add(path(number)));
            provisions.forEach(provision -> paths.add(path(provision)));
            paths.add(listing(site));
            paths.add(listing(site) + ".csv");
            paths.add(listing(site) + "?search=%2B44&limit=2&after=%2B442000000000");
            await().until(() -> json(group.first().answer(listing(site) + "?allocatedTo=acorn"))
                            .path("matched")
                            .asInt()
                    == numbers.size());
            assertThat(numbers.subList(1, numbers.size()))
                    .as("offered what the listing offers: no nomination, for the party has a main number")
                    .allSatisfy(number ->
                            assertThat(json(group.first().answer(path(number)))).isEqualTo(row(site, number)));
        }
        paths.add("/api/sites");
        paths.add("/api/parties/OCCUPIER/acorn/phone-numbers?explain=true&limit=7");
        paths.add("/api/parties/OCCUPIER/acorn/phone-numbers.csv");
        paths.add("/api/phone-numbers?search=acorn");

        await().untilAsserted(() -> assertThat(paths).allSatisfy(RoutingIT::assertSameAnswer));
        assertThat(json(group.first().answer("/api/sites")).path("sites")).hasSizeGreaterThanOrEqualTo(PARTITIONS);
        assertThat(json(group.first().answer("/api/parties/OCCUPIER/acorn/phone-numbers"))
                        .path("matched")
                        .asInt())
                .isGreaterThanOrEqualTo(PARTITIONS * PARTITIONS);
    }

    @Test
    void nominationIsOfferedWhereverTheSiteIsKeptThatKnowsOfNone() {
        List<String> sites = sitesInAllPartitions();
        List<String> numbers = numbersInAllPartitions();
        decided(IntStream.range(0, PARTITIONS).mapToObj(i -> Requests.provision(numbers.get(PARTITIONS - 1 - i))
                .withSiteId(sites.get(i))));
        decided(IntStream.range(0, PARTITIONS)
                .mapToObj(i -> Requests.allocate(numbers.get(PARTITIONS - 1 - i), Requests.ACORN)
                        .withSiteId(sites.get(i))));

        for (String number : numbers) {
            assertThat(group.members()).allSatisfy(member -> assertThat(
                            json(member.answer(path(number))).path("availableActions"))
                    .extracting(JsonNode::asText)
                    .containsExactly("NOMINATE_MAIN_NUMBER", "DEALLOCATE", "ACTIVATE"));
        }
    }

    @Test
    void exportOfSeveralPagesComesFromTheOtherOneToo() {
        String site = "export-" + UUID.randomUUID();
        List<String> numbers =
                Stream.generate(Numbers::next).limit(1_200).sorted().toList();
        numbers.forEach(number -> client.publishSoon(Requests.provision(number).withSiteId(site)));
        await().until(() -> {
            HttpResponse<String> listing = group.first().answer(listing(site) + "?limit=1");
            return listing.statusCode() == 200 && json(listing).path("total").asInt() == numbers.size();
        });

        assertThat(group.members()).allSatisfy(member -> {
            assertThat(numbersOf(member.answer(listing(site) + ".csv"))).isEqualTo(numbers);
            assertThat(numbersOf(member.answer(listing(site), "Accept", "text/csv", "Accept-Encoding", "identity")))
                    .isEqualTo(numbers);
            assertThat(member.answer(listing(site) + ".csv", "Accept-Encoding", "gzip")
                            .headers()
                            .allValues("Content-Encoding"))
                    .containsExactly("gzip");
        });
    }

    @Test
    void unknownNumberIsUnknownToItsOwnerAlone() {
        for (String number : numbersInAllPartitions()) {
            assertThat(group.members()).allSatisfy(member -> assertProblem(member.answer(path(number)), 404));
            Group.Member other = group.other(placement -> placement.ofNumber(number));
            assertProblem(other.get(path(number), FORWARDED, "active"), 503);
            assertProblem(other.get(path(number), FORWARDED, "standby"), 503);
        }
    }

    @Test
    void whatWasForwardedIsNotForwardedAgain() {
        String site = "forwarded-" + UUID.randomUUID();
        String number = Numbers.next();
        ActionRequest provision = decided(Requests.provision(number).withSiteId(site));
        await().until(() -> group.first().answer(listing(site)).statusCode() == 200);

        Stream.of(path(number), path(provision)).forEach(path -> assertForwardedOnce(path, of -> of.ofNumber(number)));
        Stream.of(listing(site), listing(site) + ".csv")
                .forEach(path -> assertForwardedOnce(path, of -> of.ofSite(site)));
        String all = IntStream.range(0, PARTITIONS)
                .mapToObj(String::valueOf)
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        assertThat(group.members())
                .allSatisfy(member ->
                        assertProblem(member.get("/api/sites", FORWARDED, "active", "Ringfence-Partitions", all), 503));
    }

    @Test
    void copyAnswersAndSaysHowFarItIsBehind() {
        String site = "copied-" + UUID.randomUUID();
        String number = Numbers.next();
        ActionRequest provision = decided(Requests.provision(number).withSiteId(site));
        List<Function<Placement, Location>> owners = List.of(of -> of.ofNumber(number), of -> of.ofSite(site));
        assertThat(owners).allSatisfy(what -> assertThat(
                        what.apply(group.owner(what).placement()).standbys())
                .hasSize(1));

        Stream.of(path(number), path(provision))
                .forEach(path -> assertCopied(path, group.other(of -> of.ofNumber(number))));
        Stream.of(listing(site), listing(site) + ".csv")
                .forEach(path -> assertCopied(path, group.other(of -> of.ofSite(site))));
    }

    @Test
    void outcomeCanBeWaitedForAnywhere() {
        for (String number : numbersInAllPartitions()) {
            assertThat(group.members()).allSatisfy(member -> {
                ActionRequest request = Requests.provision(number);
                client.publish(request);
                assertThat(json(member.answer(path(request) + "?waitMs=20000"))
                                .path("status")
                                .asText())
                        .isIn("ACCEPTED", "REJECTED");
            });
        }
    }

    @Test
    void versionCanBeWaitedForAnywhere() {
        for (String number : numbersOfBoth()) {
            // Not in the common pool, which may have one thread alone, by which what instances answer each other comes
            // too.
            CompletableFuture<List<HttpResponse<String>>> third = CompletableFuture.supplyAsync(
                    () -> group.members()
                            .map(member -> member.answer(path(number) + "?minVersion=3&waitMs=20000"))
                            .toList(),
                    task -> new Thread(task).start());
            client.publish(Requests.provision(number));
            client.publish(Requests.of(Action.LOCK, number));
            assertThat(json(group.first().answer(path(number) + "?minVersion=2&waitMs=20000"))
                            .path("locked")
                            .asBoolean())
                    .isTrue();
            client.publish(Requests.of(Action.UNLOCK, number));

            assertThat(third.join())
                    .allSatisfy(answer ->
                            assertThat(json(answer).path("version").asLong()).isEqualTo(3));
            assertThat(group.members()).allSatisfy(member -> {
                HttpResponse<String> answer = member.get(path(number) + "?minVersion=4&waitMs=1");
                assertProblem(answer, 503);
                assertThat(answer.headers().firstValue("Ringfence-Version")).hasValue("3");
                assertThat(answer.body()).contains("version 3");
            });
        }
    }

    @Test
    void withdrawnNumberIsNotWaitedFor() {
        String number = Numbers.next();
        decided(Requests.provision(number));
        client.publish(Requests.of(Action.WITHDRAW, number));

        assertThat(group.members())
                .allSatisfy(member -> assertProblem(member.answer(path(number) + "?minVersion=2&waitMs=20000"), 404));
    }

    @Test
    void crowdThatWaitsHoldsNoThreads() {
        List<ActionRequest> requests = Stream.generate(Numbers::next)
                .limit(CROWD)
                .map(Requests::provision)
                .toList();
        try (Crowd crowd = new Crowd()) {
            List<CompletableFuture<HttpResponse<String>>> waiting = requests.stream()
                    .map(request -> crowd.get(group.first(), path(request) + "?waitMs=30000"))
                    .toList();
            String probe = Numbers.next();
            decided(Requests.provision(probe));
            assertThat(group.members())
                    .allSatisfy(member ->
                            assertThat(member.answer(path(probe)).statusCode()).isEqualTo(200));
            assertThat(ApiThreads.count())
                    .as("threads that have answered something")
                    .isPositive();
            await().untilAsserted(() ->
                    assertThat(ApiThreads.held()).as("threads that are held").isLessThan(CROWD / 10));
            assertThat(waiting).noneMatch(CompletableFuture::isDone);

            requests.forEach(client::publishSoon);

            assertThat(waiting).allSatisfy(answer -> assertThat(
                            json(answer.join()).path("status").asText())
                    .isEqualTo("ACCEPTED"));
        }
    }

    /** A client that asks without a thread a question. */
    private static final class Crowd implements AutoCloseable {
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        CompletableFuture<HttpResponse<String>> get(Group.Member member, String path) {
            return http.sendAsync(member.request(path), BodyHandlers.ofString());
        }

        @Override
        public void close() {}
    }

    private static void assertSameAnswer(String path) {
        HttpResponse<String> first = group.first().get(path);
        HttpResponse<String> second = group.second().get(path);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(headers(second)).isEqualTo(headers(first)).doesNotContain(STANDBY_LAG.toLowerCase(Locale.ROOT));
    }

    private void assertForwardedOnce(String path, Function<Placement, Location> what) {
        assertThat(group.owner(what).get(path, FORWARDED, "active").statusCode())
                .as(path)
                .isEqualTo(200);
        assertProblem(group.other(what).get(path, FORWARDED, "active"), 503);
        assertProblem(group.other(what).get(path, FORWARDED, "true"), 503);
    }

    private static void assertCopied(String path, Group.Member member) {
        HttpResponse<String> answer =
                await().until(() -> member.get(path, FORWARDED, "standby"), copy -> copy.statusCode() == 200);
        assertThat(answer.headers().firstValueAsLong(STANDBY_LAG).orElseThrow())
                .as(path)
                .isBetween(0L, 1000L);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    }

    private ActionRequest decided(ActionRequest request) {
        return decided(Stream.of(request)).get(0);
    }

    private List<ActionRequest> decided(Stream<ActionRequest> requests) {
        List<ActionRequest> published = requests.toList();
        published.forEach(client::publishSoon);
        assertThat(published)
                .allSatisfy(request -> assertThat(json(group.first().answer(path(request) + "?waitMs=30000"))
                                .path("status")
                                .asText())
                        .isEqualTo("ACCEPTED"));
        return published;
    }

    private static List<String> numbersInAllPartitions() {
        return IntStream.range(0, PARTITIONS).mapToObj(Numbers::inPartition).toList();
    }

    private static List<String> numbersOfBoth() {
        return group.members()
                .map(member -> Stream.generate(Numbers::next)
                        .filter(number -> member.owns(placement -> placement.ofNumber(number)))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static List<String> sitesInAllPartitions() {
        Partitions partitions = new Partitions(PARTITIONS);
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> Stream.generate(() -> "site-" + UUID.randomUUID())
                        .filter(site -> partitions.owner(site) == partition)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static JsonNode row(String site, String number) {
        for (JsonNode row :
                json(group.first().answer(listing(site) + "?explain=true")).path("phoneNumbers")) {
            if (row.path("phoneNumber").asText().equals(number)) {
                return row;
            }
        }
        throw new AssertionError(number);
    }

    private static List<String> numbersOf(HttpResponse<String> csv) {
        assertThat(csv.statusCode()).isEqualTo(200);
        return csv.body()
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    /** Those that say something of the answer, not of the connection. */
    private static List<String> headers(HttpResponse<String> answer) {
        return answer.headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !name.equals("transfer-encoding") && !name.equals("content-length"))
                .sorted()
                .toList();
    }

    private static String listing(String site) {
        return "/api/sites/" + site + "/phone-numbers";
    }

    private static String path(String number) {
        return "/api/phone-numbers/" + number;
    }

    private static String path(ActionRequest request) {
        return path(request.phoneNumber()) + "/requests/" + request.requestId();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
