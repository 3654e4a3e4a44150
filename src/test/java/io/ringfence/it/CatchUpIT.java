package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Rejection;
import io.ringfence.topology.Requests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that finds a backlog: what is asked in it of one number after the other is decided as if it had been there. */
@OnPlatform
class CatchUpIT {
    private static final int MAIN_NUMBERS = 50;
    private static final int REQUESTS_BETWEEN = Integer.getInteger("catchup.between", 10_000);

    private final Platform platform;

    @TempDir
    private Path directory;

    CatchUpIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void claimsAreAnsweredWhileThereIsABacklog() throws Exception {
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl())) {
            cluster.createTopics();
            try (Client client = new Client(cluster.bootstrapServers(), platform.registryUrl())) {
                client.publishAll(numbers(Requests::provision));
                List<ActionRequest> backlog = new ArrayList<>();
                backlog.addAll(numbers(number -> Requests.allocate(number, party(number))));
                backlog.addAll(numbers(number -> Requests.of(Action.NOMINATE_MAIN_NUMBER, number)));
                IntStream.range(0, REQUESTS_BETWEEN)
                        .mapToObj(i -> Requests.of(Action.ACTIVATE, "+4416149%05d".formatted(i)))
                        .forEach(backlog::add);
                List<ActionRequest> last = numbers(number -> Requests.of(Action.ACTIVATE, number));
                backlog.addAll(last);
                client.publishAll(backlog);

                try (ApplicationContext worker = cluster.startWorker(directory, Map.of())) {
                    List<Outcome> outcomes = last.stream().map(client::outcome).toList();

                    assertThat(outcomes.stream()
                                    .filter(Rejection.class::isInstance)
                                    .map(outcome -> ((Rejection) outcome).code()))
                            .as(
                                    "why %d requests were refused that come %d requests after a claim of their number",
                                    MAIN_NUMBERS, REQUESTS_BETWEEN)
                            .isEmpty();
                }
            }
        }
    }

    private static Party party(String number) {
        return new Party(PartyType.OCCUPIER, "party-of-" + number, "A party");
    }

    private static List<ActionRequest> numbers(Function<String, ActionRequest> request) {
        return IntStream.range(0, MAIN_NUMBERS)
                .mapToObj(i -> request.apply("+4420794%05d".formatted(i)))
                .toList();
    }
}
