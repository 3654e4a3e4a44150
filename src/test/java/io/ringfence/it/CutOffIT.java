package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.domain.ActionRequest;
import io.ringfence.support.broker.Line;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.ClusterAtLine;
import io.ringfence.support.platform.Group;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.ThreadsMayDie;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A worker that loses the brokers, but not its clients, does not tell what has been true as what is. */
@OnPlatform
@ThreadsMayDie
@Tag("long")
class CutOffIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String FORWARDED = "Ringfence-Forwarded";
    private static final String STANDBY_LAG = "Ringfence-Standby-Lag";
    private static final int PARTITIONS = 6;

    /** More than may wait to be published. */
    private static final int CROWD = 1_500;

    private static Line line;
    private static Group group;

    @BeforeAll
    static void start(Platform platform) throws Exception {
        line = new Line();
        KafkaClusterTestKit cluster = ClusterAtLine.start(line);
        group = Group.start(
                platform,
                cluster,
                Map.of(
                        "ringfence.query.max-silence",
                        MAX_SILENCE.toMillis() + "ms",
                        "ringfence.streams.consumer.session.timeout.ms",
                        4_000),
                Map.of("kafka.bootstrap.servers", "localhost:" + line.port()));
    }

    @AfterAll
    static void stop() throws Exception {
        group.close();
        line.close();
    }

    @Test
    void toldIsWhatIsSoOrHowFarItMayBeBehindInSilence() {
        toldIsWhatIsSoOrHowFarItMayBeBehind(Line.Cut.SILENCE);
    }

    @Test
    void toldIsWhatIsSoOrHowFarItMayBeBehindAfterAHangUp() {
        toldIsWhatIsSoOrHowFarItMayBeBehind(Line.Cut.HANG_UP);
    }

    private void toldIsWhatIsSoOrHowFarItMayBeBehind(Line.Cut cut) {
        String number = numberOfFirst();
        String site = siteOfFirst();
        Question deciding = new Question("/api/phone-numbers/" + number, FORWARDED, "active");
        List<Question> ofNumber = List.of(
                deciding,
                new Question("/api/phone-numbers/" + number),
                new Question("/api/phone-numbers/" + number, FORWARDED, "standby"));
        List<Question> ofSite = Stream.of("/api/sites/" + site + "/phone-numbers", "/api/sites")
                .flatMap(path -> path.endsWith("phone-numbers") ? Stream.of(path, path + ".csv") : Stream.of(path))
                .map(Question::new)
                .toList();
        List<Question> all = Stream.of(ofNumber, ofSite).flatMap(List::stream).toList();
        try (Client client = group.client()) {
            provision(client, site, number);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(all)
                    .allSatisfy(question ->
                            assertThat(question.ask(group.first()).isCurrent()).isTrue()));
            await().atMost(PATIENCE).until(() -> new Question(ofSite.get(0).path())
                    .ask(group.first())
                    .body()
                    .contains(number));
            all.forEach(question -> question.askRepeatedly(group.first()));
            await().atMost(PATIENCE).until(() -> all.stream().allMatch(Question::hasCurrentAnswer));
            all.forEach(Question::rememberAsOld);
            ActionRequest allocation = Requests.allocate(number, Requests.ACORN).withSiteId(site);
            CompletableFuture<Answer> outcome =
                    begin("/api/phone-numbers/%s/requests/%s?waitMs=30000".formatted(number, allocation.requestId()));
            CompletableFuture<Answer> second = begin("/api/phone-numbers/" + number + "?minVersion=2&waitMs=30000");

            line.cut(cut);
            long cutAt = System.nanoTime();
            client.publish(allocation);
            client.change(allocation);
            long decidedAt = System.nanoTime();
            await().atMost(PATIENCE)
                    .until(() -> ofSite.stream().allMatch(question -> question.isNewAt(group.second())));
            long listedAt = System.nanoTime();
            await().atMost(PATIENCE)
                    .until(() -> all.stream().allMatch(question -> question.answersSince(listedAt) >= 3));
            long mendedAt = System.nanoTime();
            line.mend();
            await().atMost(PATIENCE).until(() -> IntStream.range(0, PARTITIONS).anyMatch(CutOffIT::isDecidedByFirst));
            await().atMost(PATIENCE).until(() -> all.stream()
                    .filter(question -> question.headers().length == 0)
                    .allMatch(question -> question.isNewAt(group.first())));
            all.forEach(Question::stop);

            assertThat(all).allSatisfy(question -> assertThat(question.answers())
                    .allSatisfy(answer -> assertThat(answer.status()).isIn(200, 503)));
            assertThat(ofNumber).allSatisfy(question -> question.assertNotOldSince(decidedAt));
            assertThat(ofSite).allSatisfy(question -> question.assertNotOldSince(listedAt));
            assertThat(deciding.answers())
                    .filteredOn(answer -> answer.askedAt() > cutAt + MAX_SILENCE.toNanos() && answer.at() < mendedAt)
                    .as("asked as the one that decides, longer after the cut than it may go on")
                    .isNotEmpty()
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(503));
            // A wait may meet the partition while it moves; what it may not do is end with what has been true.
            assertThat(outcome.join()).matches(answer -> answer.status() == 503 || answer.says("\"ACCEPTED\""));
            assertThat(second.join()).matches(answer -> answer.status() == 503 || answer.says("\"version\":2"));
        } finally {
            line.mend();
            all.forEach(Question::stop);
        }
    }

    /** Each of a crowd, with its id; what was asked may be asked again under that. */
    @Test
    void whoAsksForAChangeIsToldToComeBackAfterAHangUp() {
        whoAsksForAChangeIsToldToComeBack(Line.Cut.HANG_UP);
    }

    @Test
    void whoAsksForAChangeIsToldToComeBackInSilence() {
        whoAsksForAChangeIsToldToComeBack(Line.Cut.SILENCE);
    }

    private void whoAsksForAChangeIsToldToComeBack(Line.Cut cut) {
        String path = "/api/phone-numbers/" + Numbers.next() + "/requests";
        String id = UUID.randomUUID().toString();
        String request =
                "{\"action\":\"PROVISION\",\"requestId\":\"%s\",\"siteId\":\"cut\",\"requestedBy\":\"desk\",\"details\":{\"kind\":\"DIRECT\"}}"
                        .formatted(id);
        await().atMost(PATIENCE)
                .until(() -> post(path, request.replace(id, UUID.randomUUID().toString()))
                                .join()
                                .statusCode()
                        == 200);
        try {
            line.cut(cut);
            List<CompletableFuture<HttpResponse<String>>> crowd =
                    IntStream.range(0, CROWD).mapToObj(i -> post(path, request)).toList();
            assertThat(crowd).allSatisfy(sent -> {
                HttpResponse<String> answer = sent.join();
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body()).contains("\"requestId\":\"" + id + "\"");
            });
        } finally {
            line.mend();
        }

        await().atMost(PATIENCE).until(() -> post(path, request).join().statusCode() == 200);
        HttpResponse<String> answer = post(path, request).join();
        assertThat(answer.body()).contains("\"ALREADY_PROVISIONED\"", id);
        try (Client client = group.client()) {
            client.outcome(UUID.fromString(id));
            assertThat(client.outcomes(
                            outcome -> Requests.idOf(outcome).toString().equals(id)))
                    .hasSize(1);
        }
    }

    private static CompletableFuture<HttpResponse<String>> post(String path, String request) {
        return group.first().post(path + "?waitMs=20000", "application/json", request);
    }

    private static CompletableFuture<Answer> begin(String path) {
        return CompletableFuture.supplyAsync(
                () -> new Question(path).ask(group.first()), task -> new Thread(task).start());
    }

    private static void provision(Client client, String site, String number) {
        ActionRequest provision = Requests.provision(number).withSiteId(site);
        client.publish(provision);
        client.change(provision);
    }

    private static String numberOfFirst() {
        return await().atMost(PATIENCE)
                .until(
                        () -> IntStream.range(0, PARTITIONS)
                                .mapToObj(Numbers::inPartition)
                                .filter(number -> group.first().owns(placement -> placement.ofNumber(number)))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static String siteOfFirst() {
        return await().atMost(PATIENCE)
                .until(
                        () -> Stream.generate(() -> "cut-" + UUID.randomUUID())
                                .limit(100)
                                .filter(site -> group.first().owns(placement -> placement.ofSite(site)))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    /** Only who decides says of a number that it is unknown. */
    private static boolean isDecidedByFirst(int partition) {
        return group.first()
                        .get("/api/phone-numbers/" + Numbers.inPartition(partition), FORWARDED, "active")
                        .statusCode()
                == 404;
    }

    private record Answer(long askedAt, long at, int status, boolean ofCopy, String body) {
        boolean isCurrent() {
            return status == 200 && !ofCopy;
        }

        boolean says(String text) {
            return status == 200 && body.contains(text);
        }
    }

    /** What is asked, and all that was said. */
    private static final class Question {
        private final String path;
        private final String[] headers;
        private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        private volatile boolean stopped;
        private String old;

        Question(String path, String... headers) {
            this.path = path;
            this.headers = headers;
        }

        String path() {
            return path;
        }

        String[] headers() {
            return headers;
        }

        Queue<Answer> answers() {
            return answers;
        }

        Answer ask(Group.Member member) {
            long askedAt = System.nanoTime();
            HttpResponse<String> response = member.get(path, headers);
            assertThat(response.headers().firstValue("Retry-After").isPresent())
                    .isEqualTo(response.statusCode() == 503);
            return new Answer(
                    askedAt,
                    System.nanoTime(),
                    response.statusCode(),
                    response.headers().firstValue(STANDBY_LAG).isPresent(),
                    response.body());
        }

        void askRepeatedly(Group.Member member) {
            Thread asker = new Thread(
                    () -> {
                        while (!stopped) {
                            answers.add(ask(member));
                            // A tight loop would leave the others little of few cores.
                            LockSupport.parkNanos(PAUSE.toNanos());
                        }
                    },
                    "asks " + path);
            asker.setDaemon(true);
            asker.start();
        }

        void stop() {
            stopped = true;
        }

        boolean hasCurrentAnswer() {
            return answers.stream().anyMatch(Answer::isCurrent);
        }

        long answersSince(long moment) {
            return answers.stream().filter(answer -> answer.askedAt() > moment).count();
        }

        void rememberAsOld() {
            old = answers.stream()
                    .filter(Answer::isCurrent)
                    .reduce((before, after) -> after)
                    .orElseThrow()
                    .body();
        }

        boolean isNewAt(Group.Member member) {
            Answer answer = new Question(path).ask(member);
            return answer.isCurrent() && !answer.body().equals(old);
        }

        void assertNotOldSince(long moment) {
            assertThat(answers)
                    .filteredOn(answer -> answer.askedAt() > moment && answer.isCurrent())
                    .as(path + " " + String.join(" ", headers))
                    .noneMatch(answer -> answer.body().equals(old));
        }

        @Override
        public String toString() {
            return path + " " + String.join(" ", headers);
        }
    }
}
