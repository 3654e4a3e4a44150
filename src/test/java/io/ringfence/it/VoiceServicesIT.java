package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Topics;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Orders whose numbers belong to all partitions, over real transactions. */
@OnPlatform
class VoiceServicesIT {
    private final String site = "site-" + UUID.randomUUID();
    private final Party acorn = party("acorn");
    private final Party bluebell = party("bluebell");
    private final Client client;

    VoiceServicesIT(Client client) {
        this.client = client;
    }

    /** Whoever has read a state change may count on the site knowing it. */
    @Test
    void orderMeetsEveryStateChangeThatItsSenderHasRead() {
        List<String> numbers = provisioned(4);

        VoiceServiceOutcome added = outcome(Orders.addWithMainNumber(acorn, 3));
        VoiceServiceOutcome ceased = outcome(Orders.cease(acorn, null));
        VoiceServiceOutcome again = outcome(Orders.cease(acorn, null));

        assertThat(added.result()).isEqualTo(OrderResult.FULFILLED);
        assertThat(added.phoneNumbers()).isEqualTo(numbers);
        assertThat(added.mainNumber()).isEqualTo(numbers.get(0));
        assertThat(ceased.result()).isEqualTo(OrderResult.FULFILLED);
        assertThat(ceased.phoneNumbers()).isEqualTo(numbers);
        assertThat(again.result()).isEqualTo(OrderResult.NOT_NEEDED);
    }

    @Test
    void ordersForOnePartyAtOnceTakeTheirTurns() {
        List<String> numbers = provisioned(3);
        List<VoiceServiceOrder> orders = Stream.of(
                        Orders.add(acorn, 2), Orders.add(acorn, 1), Orders.cease(acorn, null), Orders.add(acorn, 1))
                .map(order -> order.withSiteId(site))
                .toList();

        orders.forEach(client::publish);
        orders.forEach(client::publish);

        assertThat(orders.stream().map(client::outcome).map(VoiceServiceOutcome::result))
                .containsExactly(
                        OrderResult.FULFILLED, OrderResult.NOT_NEEDED, OrderResult.FULFILLED, OrderResult.FULFILLED);
        assertThat(client.outcome(orders.get(3)).phoneNumbers()).containsExactly(numbers.get(2));
        assertThat(orders).as("sent twice").allSatisfy(order -> assertThat(client.orderOutcomes(order))
                .hasSize(1));
    }

    @Test
    void picksOfOneOrderAreNotOfferedToAnother() {
        provisioned(6);

        List<VoiceServiceOrder> orders = IntStream.range(0, 4)
                .mapToObj(i -> Orders.add(party("party-" + i), 2).withSiteId(site))
                .toList();
        orders.forEach(client::publish);

        List<VoiceServiceOutcome> outcomes =
                orders.stream().map(client::outcome).toList();
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.result() == OrderResult.FULFILLED)
                .hasSize(3);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.code() == OrderRejectionCode.INSUFFICIENT_NUMBERS)
                .hasSize(1);
        assertThat(outcomes.stream().flatMap(outcome -> outcome.phoneNumbers().stream()))
                .doesNotHaveDuplicates();
    }

    /** Requests that take numbers while an order is picking them: it ends with others, or with nothing at all. */
    @Test
    void orderIsAllOrNothingWhileOthersTakeNumbers() {
        List<String> numbers = provisioned(12);
        VoiceServiceOrder order = Orders.addWithMainNumber(acorn, 7).withSiteId(site);
        List<ActionRequest> rivals = numbers.stream()
                .limit(6)
                .map(number -> Requests.allocate(number, bluebell).withSiteId(site))
                .toList();

        client.publish(order);
        rivals.forEach(client::publish);

        VoiceServiceOutcome outcome = client.outcome(order);
        long taken = rivals.stream()
                .map(client::outcome)
                .filter(StateChange.class::isInstance)
                .count();
        if (outcome.result() == OrderResult.FULFILLED) {
            assertThat(outcome.phoneNumbers()).hasSize(8);
            assertThat(taken).isLessThanOrEqualTo(4);
        } else {
            assertThat(outcome.code()).isEqualTo(OrderRejectionCode.INSUFFICIENT_NUMBERS);
            assertThat(taken).isGreaterThan(4);
            assertThat(outcome(Orders.cease(acorn, null)).result()).isEqualTo(OrderResult.NOT_NEEDED);
        }
    }

    @Test
    void largestOrderIsFulfilledAndCeased() {
        provisioned(1_001);

        VoiceServiceOutcome added = outcome(Orders.addWithMainNumber(acorn, 1_000));
        VoiceServiceOutcome ceased = outcome(Orders.cease(acorn, null));

        assertThat(added.phoneNumbers()).hasSize(1_001);
        assertThat(ceased.phoneNumbers()).isEqualTo(added.phoneNumbers());
        assertThat(ceased.mainNumber()).isEqualTo(added.mainNumber());
    }

    @Test
    void orderReachesItsSiteFromAnyPartition() {
        provisioned(1);
        VoiceServiceOrder order = Orders.add(acorn, 1).withSiteId(site);
        int elsewhere = (new Partitions(6).owner(site) + 1) % 6;

        client.publish(new ProducerRecord<>(
                Topics.ORDERS.name(), elsewhere, Client.bytes(order.siteId()), client.encoded(order)));

        assertThat(client.outcome(order).result()).isEqualTo(OrderResult.FULFILLED);
    }

    @Test
    void aChangeInProgressIsWaitedFor() {
        List<String> numbers = provisioned(2);
        client.decided(Requests.allocate(numbers.get(0), acorn).withSiteId(site));
        client.decided(Requests.allocate(numbers.get(1), acorn).withSiteId(site));
        VoiceServiceOrder order = Orders.cease(acorn, null).withSiteId(site);

        client.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, numbers.get(0)).withSiteId(site));
        client.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, numbers.get(1)).withSiteId(site));
        client.publish(order);

        assertThat(client.outcome(order).phoneNumbers()).isEqualTo(numbers);
    }

    private VoiceServiceOutcome outcome(VoiceServiceOrder order) {
        return client.decided(order.withSiteId(site));
    }

    private List<String> provisioned(int count) {
        List<ActionRequest> requests = IntStream.range(0, count)
                .mapToObj(i -> Requests.provision(Numbers.next()).withSiteId(site))
                .toList();
        client.publishAll(requests);
        requests.forEach(client::change);
        return requests.stream().map(ActionRequest::phoneNumber).sorted().toList();
    }

    private static Party party(String name) {
        return new Party(PartyType.OCCUPIER, name + "-" + UUID.randomUUID(), name);
    }
}
