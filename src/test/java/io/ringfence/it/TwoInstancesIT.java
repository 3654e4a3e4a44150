package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.support.drill.Aftermath;
import io.ringfence.support.drill.RandomLoad;
import io.ringfence.support.history.HistoryCheck;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Group;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several producers at once, two workers that share the partitions: the promises hold, and both tell the same. */
@OnPlatform
class TwoInstancesIT {
    private static final int PRODUCERS = 4;
    private static final int REQUESTS = 600;
    private static final int ORDERS = 25;

    @Test
    @Tag("long")
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
            Aftermath aftermath = new Aftermath(estate, client);
            aftermath.assertListedAt(group.members().map(Group.Member::url).toList(), client.history(requests, orders));
            aftermath.assertPastAt(group.members().map(Group.Member::url).toList(), client.history(requests, orders));
            aftermath.assertNoClaimOutlivesItsNumber();
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
}
