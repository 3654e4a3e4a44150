package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.domain.ActionRequest;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Group;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One of two workers is gone without a word: the other says what it knows, or that it does not know yet. */
@OnPlatform
class TakeoverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STANDBY_LAG = "Ringfence-Standby-Lag";

    @Test
    @Tag("long")
    void whatExistsIsNeverDeniedWhileItMoves(Platform platform) throws Exception {
        try (Group group = Group.start(platform);
                Client client = group.client()) {
            String site = "takeover-" + UUID.randomUUID();
            List<String> paths = provisioned(client, site);
            Map<String, String> known = known(group, paths);

            group.second().vanish();

            List<HttpResponse<String>> answers = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            List<HttpResponse<String>> round;
            do {
                assertThat(System.nanoTime())
                        .as("still not all answered: " + last(answers))
                        .isLessThan(deadline);
                round = paths.stream().map(group.first()::get).toList();
                round.forEach(answer -> assertThat(answer.statusCode())
                        .as(answer.uri() + " " + answer.body())
                        .isIn(200, 503));
                round.stream().filter(answer -> answer.statusCode() == 200).forEach(answer -> assertThat(answer.body())
                        .as(answer.uri().toString())
                        .isEqualTo(known.get(path(answer))));
                answers.addAll(round);
            } while (!round.stream().allMatch(TakeoverIT::isCurrent));

            assertThat(answers).filteredOn(answer -> answer.statusCode() == 503).allSatisfy(answer -> assertThat(
                            answer.headers().firstValue("Retry-After"))
                    .isPresent());
            assertThat(answers)
                    .as("from copies, before the partitions had moved")
                    .anySatisfy(answer ->
                            assertThat(answer.headers().firstValue(STANDBY_LAG)).isPresent());
        }
    }

    private static List<String> provisioned(Client client, String site) {
        List<ActionRequest> requests = IntStream.range(0, 6)
                .mapToObj(Numbers::inPartition)
                .map(number -> Requests.provision(number).withSiteId(site))
                .toList();
        requests.forEach(client::publish);
        requests.forEach(client::change);
        Stream<String> numbers = requests.stream().map(request -> "/api/phone-numbers/" + request.phoneNumber());
        Stream<String> outcomes = requests.stream().map(request -> "/api/phone-numbers/%s/requests/%s"
                .formatted(request.phoneNumber(), request.requestId()));
        String listing = "/api/sites/" + site + "/phone-numbers";
        String everywhere = "/api/phone-numbers?search=strand+east";
        return Stream.of(numbers, outcomes, Stream.of(listing, listing + ".csv", "/api/sites", everywhere))
                .flatMap(paths -> paths)
                .toList();
    }

    /** What both say once the copies have caught up. */
    private static Map<String, String> known(Group group, List<String> paths) {
        Map<String, String> known = new HashMap<>();
        for (String path : paths) {
            known.put(
                    path,
                    await().until(
                                    () -> group.members()
                                            .map(member -> member.get(path))
                                            .toList(),
                                    answers -> answers.stream().allMatch(answer -> answer.statusCode() == 200)
                                            && answers.get(0)
                                                    .body()
                                                    .equals(answers.get(1).body())
                                            && isComplete(answers.get(0)))
                            .get(0)
                            .body());
        }
        return known;
    }

    /** Sites follow the numbers, and the copies follow both. */
    private static boolean isComplete(HttpResponse<String> answer) {
        return !answer.uri().getPath().endsWith("phone-numbers")
                || answer.body().contains("\"total\":6")
                || answer.body().contains("\"matched\":6");
    }

    private static boolean isCurrent(HttpResponse<String> answer) {
        return answer.statusCode() == 200
                && answer.headers().firstValue(STANDBY_LAG).isEmpty();
    }

    private static String path(HttpResponse<String> answer) {
        String query = answer.uri().getRawQuery();
        return answer.uri().getPath() + (query == null ? "" : "?" + query);
    }

    private static String last(List<HttpResponse<String>> answers) {
        return answers.isEmpty() ? "none" : answers.get(answers.size() - 1).toString();
    }
}
