package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.ops.Worker;
import io.ringfence.support.history.History;
import io.ringfence.support.history.HistoryCheck;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.WorkerProcess;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fulfilment by the example platform, in a process of its own, that comes late and is killed. */
@OnPlatform
class FulfilmentIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Map<String, Object> ACTIVATE = Map.of("ringfence.fulfilment.actions", "ACTIVATE, DEALLOCATE");

    private static final Party BLUEBELL = new Party(PartyType.OCCUPIER, "bluebell", "Bluebell Books");

    private final Platform platform;

    FulfilmentIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    @Tag("long")
    void whatWaitsOutlivesTheWorkerAndIsAnsweredOnce(@TempDir Path directory) throws Exception {
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl())) {
            cluster.createTopics();
            List<String> numbers =
                    IntStream.range(0, 5).mapToObj(i -> Numbers.next()).toList();
            List<ActionRequest> asked = new ArrayList<>();
            try (Client client = new Client(cluster.bootstrapServers(), platform.registryUrl())) {
                try (ApplicationContext worker = cluster.startWorker(directory.resolve("state"), ACTIVATE)) {
                    worker.getBean(Worker.class).awaitRunning();
                    numbers.forEach(number -> ask(client, asked, Requests.provision(number)));
                    ask(client, asked, Requests.allocate(numbers.get(0), Requests.ACORN));
                    ActionRequest activate = Requests.of(Action.ACTIVATE, numbers.get(0));
                    client.publish(activate);
                    asked.add(activate);
                    await().atMost(PATIENCE)
                            .until(() -> fulfilments(client, asked).size() == 1);
                }
                String failing = "%s ACTIVATE".formatted(numbers.get(1).substring(1));
                VoiceServiceOrder order = Orders.add(BLUEBELL, 2);
                try (ApplicationContext worker = cluster.startWorker(directory.resolve("state"), ACTIVATE);
                        WorkerProcess adapter = adapter(cluster, directory, failing)) {
                    worker.getBean(Worker.class).awaitRunning();
                    assertThat(client.outcome(asked.get(asked.size() - 1))).isInstanceOf(StateChange.class);
                    client.publish(order);
                    VoiceServiceOutcome outcome = client.outcome(order);
                    assertThat(outcome.result()).isEqualTo(OrderResult.FULFILLED);
                    assertThat(outcome.phoneNumbers()).containsExactly(numbers.get(2), numbers.get(3));
                    adapter.kill();
                }
                try (ApplicationContext worker = cluster.startWorker(directory.resolve("state"), ACTIVATE);
                        WorkerProcess adapter = adapter(cluster, directory, "DEALLOCATE")) {
                    worker.getBean(Worker.class).awaitRunning();
                    ask(client, asked, Requests.allocate(numbers.get(4), Requests.ACORN));
                    ActionRequest deallocate = Requests.of(Action.DEALLOCATE, numbers.get(4));
                    ask(client, asked, deallocate);
                    assertThat(client.rejection(deallocate).code()).isEqualTo(RejectionCode.FULFILMENT_FAILED);
                    assertThat(client.rejection(deallocate).message()).contains("told to fail");
                    assertThat(adapter.output()).contains("failed");
                }
                History history = client.history(asked, List.of(order))
                        .with(Set.of(Action.ACTIVATE, Action.DEALLOCATE), List.of());
                assertThat(HistoryCheck.faults(history)).isEmpty();
            }
        }
    }

    private static void ask(Client client, List<ActionRequest> asked, ActionRequest request) {
        asked.add(request);
        client.decided(request);
    }

    private static List<FulfilmentRequest> fulfilments(Client client, List<ActionRequest> asked) {
        client.outcomes(any -> false);
        return client.history(asked, List.of()).fulfilments();
    }

    private WorkerProcess adapter(OwnCluster cluster, Path directory, String failing) throws Exception {
        return WorkerProcess.launch(
                directory,
                List.of(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dkafka.bootstrap.servers=" + cluster.bootstrapServers(),
                        "-Dringfence.avro.schema-registry-url=" + platform.registryUrl()),
                List.of("platform", "delay=10ms", "failing=" + failing));
    }
}
