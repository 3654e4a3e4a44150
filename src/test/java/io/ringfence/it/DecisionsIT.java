package io.ringfence.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.StateChange;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Topics;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** Requests and what is decided of them, over a real broker and registry. */
@OnPlatform
class DecisionsIT {
    private final Client client;

    DecisionsIT(Client client) {
        this.client = client;
    }

    @Test
    void lifeOfANumberFromProvisioningToWithdrawal() {
        String number = Numbers.next();
        List<ActionRequest> life = List.of(
                Requests.provision(number),
                Requests.of(Action.LOCK, number),
                Requests.of(Action.UNLOCK, number),
                Requests.of(Action.NOMINATE_MAIN_NUMBER, number),
                Requests.of(Action.REMOVE_MAIN_NUMBER, number),
                Requests.allocate(number, Requests.ACORN),
                Requests.of(Action.ACTIVATE, number),
                Requests.assign(number, "user-1"),
                Requests.of(Action.UNASSIGN_USER, number),
                Requests.of(Action.DEACTIVATE, number),
                Requests.of(Action.DEALLOCATE, number),
                Requests.startCoolingOff(number, LocalDate.now(ZoneOffset.UTC).plusDays(2)),
                Requests.of(Action.END_COOLING_OFF, number),
                Requests.of(Action.WITHDRAW, number));

        List<StateChange> changes = life.stream()
                .map(request -> {
                    client.publish(request);
                    return client.change(request);
                })
                .toList();

        assertThat(changes)
                .extracting(StateChange::action)
                .containsExactlyElementsOf(
                        life.stream().map(ActionRequest::action).toList());
        assertThat(changes).extracting(StateChange::version).containsExactlyElementsOf(versions(life.size()));
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i).before()).isEqualTo(changes.get(i - 1).after());
        }
        assertThat(changes.get(changes.size() - 1).after()).isNull();
    }

    @Test
    void requestSentAgainHasItsOneOutcome() {
        ActionRequest provision = Requests.provision(Numbers.next());
        ActionRequest last = Requests.of(Action.LOCK, provision.phoneNumber());
        client.publish(provision);
        client.publish(provision);
        client.decided(last);

        assertThat(client.outcomes(outcome -> provision.requestId().equals(Requests.idOf(outcome))))
                .hasSize(1);
    }

    /** As librdkafka's default partitioner does, which does not hash with murmur2. */
    @Test
    void requestsThatAForeignPartitionerMisplacedAreDecidedByTheOwnerInTheirOrder() {
        String number = Numbers.next();
        int wrongPartition = (new Partitions(6).owner(number) + 1) % 6;
        List<ActionRequest> requests = Stream.concat(
                        Stream.of(Requests.allocate(number, Requests.ACORN)),
                        IntStream.range(0, 10)
                                .mapToObj(i -> Requests.of(i % 2 == 0 ? Action.ACTIVATE : Action.DEACTIVATE, number)))
                .toList();
        ActionRequest provision = Requests.provision(number);
        client.publish(provision);
        client.change(provision);

        requests.forEach(request -> client.publish(new ProducerRecord<>(
                Topics.ACTIONS.name(), wrongPartition, number.getBytes(UTF_8), client.encoded(request))));

        assertThat(requests)
                .extracting(request -> client.change(request).version())
                .containsExactlyElementsOf(versions(12).subList(1, 12));
    }

    @Test
    void topicsAreCreatedAsDeclared(Platform platform) throws ExecutionException, InterruptedException {
        try (Admin admin = AdminClient.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
            for (Topics.Topic topic : Topics.all()) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
                Config config =
                        admin.describeConfigs(Set.of(resource)).all().get().get(resource);
                assertThat(topic.config()).isNotEmpty().allSatisfy((name, value) -> assertThat(
                                config.get(name).value())
                        .as("%s of %s", name, topic.name())
                        .isEqualTo(value));
                assertThat(admin.describeTopics(Set.of(topic.name()))
                                .allTopicNames()
                                .get()
                                .get(topic.name())
                                .partitions())
                        .hasSize(6);
            }
        }
    }

    private static List<Long> versions(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Long::valueOf).toList();
    }
}
