package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.topology.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several producers at once, two workers that share the partitions: the promises hold, and both tell the same. */
@OnPlatform
class TwoInstancesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PRODUCERS = 4;
    private static final int REQUESTS = 600;
    private static final int ORDERS = 25;

    @Test
    void promisesHold(Platform platform) throws Exception {
        RandomLoad.Estate estate = RandomLoad.Estate.of(3, 3, 10);
        try (Group group = Group.start(platform);
                Client client = group.client()) {
            List<ActionRequest> requests = new ArrayList<>(estate.provisioning());
            List<VoiceServiceOrder> orders = new ArrayList<>();
            client.publishAll(requests);
            requests.forEach(client::outcome);

            publishAtOnce(group, estate, requests, orders);
            requests.forEach(client::outcome);
            orders.forEach(client::outcome);

            assertThat(HistoryCheck.faults(client.history(requests, orders))).isEmpty();
            for (String site : estate.sites()) {
                assertBothList(site, group, client.history(requests, orders));
            }
            assertNoClaimOutlivesItsNumber(estate, client);
        }
    }

    private static void publishAtOnce(
            Group group, RandomLoad.Estate estate, List<ActionRequest> requests, List<VoiceServiceOrder> orders) {
        List<CompletableFuture<Void>> producers = new ArrayList<>();
        for (int seed = 0; seed < PRODUCERS; seed++) {
            RandomLoad load = new RandomLoad(estate, seed);
            List<ActionRequest> itsRequests = load.requests(REQUESTS);
            List<VoiceServiceOrder> itsOrders = load.orders(ORDERS);
            requests.addAll(itsRequests);
            orders.addAll(itsOrders);
            producers.add(CompletableFuture.runAsync(() -> publish(group, itsRequests, itsOrders)));
        }
        producers.forEach(CompletableFuture::join);
    }

    /** The orders in between, not after all is over. */
    private static void publish(Group group, List<ActionRequest> requests, List<VoiceServiceOrder> orders) {
        int perOrder = requests.size() / orders.size();
        try (Client client = group.client()) {
            IntStream.range(0, orders.size()).forEach(i -> {
                client.publishAll(requests.subList(i * perOrder, (i + 1) * perOrder));
                client.publish(orders.get(i));
            });
            client.publishAll(requests.subList(orders.size() * perOrder, requests.size()));
        }
    }

    /** What is committed reaches the listing a hop later. */
    private static void assertBothList(String site, Group group, History history) {
        History ofSite = new History(
                List.of(),
                List.of(),
                history.outcomes().stream()
                        .filter(outcome -> outcome instanceof StateChange change
                                && change.siteId().equals(site))
                        .toList(),
                List.of());
        group.members().forEach(member -> await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, PhoneNumber> listed = Listed.at(member.url(), site);
            assertThat(HistoryCheck.faults(ofSite, listed))
                    .as("at %s", member.url())
                    .isEmpty();
        }));
    }

    /** Every party that has no main number can get one. */
    private static void assertNoClaimOutlivesItsNumber(RandomLoad.Estate estate, Client client) {
        Map<String, PhoneNumber> numbers = new TreeMap<>();
        client.outcomes(StateChange.class::isInstance).stream()
                .map(StateChange.class::cast)
                .forEach(change -> numbers.put(change.phoneNumber(), change.after()));
        for (String site : estate.sites()) {
            for (Party party : estate.parties()) {
                boolean hasOne = numbers.values().stream()
                        .anyMatch(number -> number != null
                                && number.siteId().equals(site)
                                && number.mainNumberOf().filter(party::isSameAs).isPresent());
                assertThat(claim(site, party, client))
                        .as("claim of %s at %s, which has one: %s", party, site, hasOne)
                        .matches(outcome -> outcome instanceof StateChange == !hasOne);
            }
        }
    }

    private static Outcome claim(String site, Party party, Client client) {
        String number = Numbers.next();
        List<ActionRequest> steps = List.of(
                Requests.at(site, Requests.provision(number)),
                Requests.at(site, Requests.of(Action.NOMINATE_MAIN_NUMBER, number)),
                Requests.at(site, Requests.allocate(number, party)));
        Outcome last = null;
        for (ActionRequest step : steps) {
            client.publish(step);
            last = client.outcome(step);
        }
        return last;
    }
}
