package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Rejection;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Partitions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that finds a backlog: what is asked in it of one number after the other is decided as if it had been there. */
@OnPlatform
class CatchUpIT {
    /** Each asks for a claim first, and for something else later: one number after the other, all through the backlog. */
    private static final int MAIN_NUMBERS = 50;

    private static final int REQUESTS_BETWEEN = 10_000;

    /** All are in one, so that they are decided one after the other. */
    private static final int PARTITION = 0;

    /**
     * An answer goes before requests, and not before those that the consumer has fetched already: by default a megabyte, some
     * thousands of them, at each of a claim's two hops. So that a backlog is long that is written quickly, it fetches less.
     */
    private static final Map<String, Object> SMALL_FETCHES =
            Map.of("ringfence.streams.main.consumer.max.partition.fetch.bytes", 50_000);

    private final Platform platform;

    @TempDir
    private Path directory;

    CatchUpIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    @Tag("long")
    void claimsAreAnsweredWhileThereIsABacklog() throws Exception {
        List<String> numbers = inPartition("+44207").limit(MAIN_NUMBERS).toList();
        List<ActionRequest> later = numbers.stream()
                .map(number -> Requests.of(Action.ACTIVATE, number))
                .toList();
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl())) {
            cluster.createTopics();
            try (Client client = new Client(cluster.bootstrapServers(), platform.registryUrl())) {
                client.publishAll(numbers.stream().map(Requests::provision).toList());
                client.publishAll(backlog(numbers, later));

                try (ApplicationContext worker = cluster.startWorker(directory, SMALL_FETCHES)) {
                    List<Boolean> refused = later.stream()
                            .map(request -> client.outcome(request) instanceof Rejection)
                            .toList();

                    assertThat(refused.subList(MAIN_NUMBERS / 2, MAIN_NUMBERS))
                            .as(
                                    "whether those were refused that came in the second half of %d requests; all were %s",
                                    REQUESTS_BETWEEN, refused)
                            .doesNotContain(true);
                }
            }
        }
    }

    private static List<ActionRequest> backlog(List<String> numbers, List<ActionRequest> later) {
        List<ActionRequest> backlog = new ArrayList<>();
        numbers.forEach(number -> backlog.add(Requests.allocate(number, party(number))));
        numbers.forEach(number -> backlog.add(Requests.of(Action.NOMINATE_MAIN_NUMBER, number)));
        Iterator<String> others = inPartition("+44161").iterator();
        later.forEach(request -> {
            for (int i = 0; i < REQUESTS_BETWEEN / MAIN_NUMBERS; i++) {
                backlog.add(Requests.of(Action.ACTIVATE, others.next()));
            }
            backlog.add(request);
        });
        return backlog;
    }

    private static Party party(String number) {
        return new Party(PartyType.OCCUPIER, "party-of-" + number, "A party");
    }

    private static Stream<String> inPartition(String prefix) {
        Partitions partitions = new Partitions(OwnCluster.PARTITIONS);
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> prefix + "%07d".formatted(i))
                .filter(number -> partitions.owner(number) == PARTITION);
    }
}
