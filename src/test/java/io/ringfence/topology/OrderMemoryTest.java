package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For how long orders are remembered, and what of them. */
class OrderMemoryTest {
    private static final Duration ALMOST = TopologyFixture.ORDER_RETENTION.minusHours(1);
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private TopologyFixture topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(stateDirectory, NOON, 1);
        IntStream.range(0, 3).forEach(i -> topology.publish(Requests.provision("+44207946%04d".formatted(i))));
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void oldOrdersAreForgottenAndYoungOnesStay() {
        VoiceServiceOrder old = Orders.add(ACORN, 1);
        topology.publish(old);
        topology.advance(Duration.ofHours(2));
        VoiceServiceOrder young = Orders.cease(ACORN, null);
        topology.publish(young);
        topology.orderOutcomes();

        topology.advance(ALMOST);
        topology.publish(old);
        topology.publish(young);
        assertThat(topology.orderOutcomes())
                .extracting(VoiceServiceOutcome::orderId)
                .containsExactly(old.orderId());
        assertThat(topology.<byte[]>store(StateStores.ORDERS.name()).get(SiteKey.order(Requests.SITE, young.orderId())))
                .isNotNull();
    }

    @Test
    void anIdThatWasRefusedIsForgottenToo() {
        VoiceServiceOrder order = Orders.add(ACORN, 1);
        topology.publish(order);
        topology.publish(Orders.add(ACORN, 2).withOrderId(order.orderId()));
        topology.publish(Orders.add(null, 2));
        assertThat(remembered()).isEqualTo(3);

        topology.advance(TopologyFixture.ORDER_RETENTION.plus(OrderMemory.TICK));

        assertThat(remembered()).isZero();
    }

    /** It has had its outcome, though the order that its id belonged to is forgotten by now. */
    @Test
    void orderThatWasRefusedItsIdIsNotCarriedOutOnceTheIdIsFree() {
        VoiceServiceOrder owner = Orders.cease(ACORN, null);
        topology.publish(owner);
        topology.advance(Duration.ofHours(2));
        VoiceServiceOrder refused = Orders.add(ACORN, 1).withOrderId(owner.orderId());
        topology.publish(refused);
        topology.orderOutcomes();
        topology.advance(ALMOST);
        assertThat(remembered()).isEqualTo(1);

        topology.publish(refused);

        assertThat(topology.orderOutcomes()).isEmpty();
        assertThat(topology.changes()).extracting(change -> change.action()).doesNotContain(Action.ALLOCATE);
    }

    /** It may wait for a claim for as long as that takes. */
    @Test
    void orderInProgressIsNotForgotten() {
        topology.publish(Requests.allocate("+442079460000", ACORN));
        KeyValueStore<String, byte[]> orders = topology.store(StateStores.ORDERS.name());
        VoiceServiceOrder order = Orders.cease(ACORN, null);
        orders.put(SiteKey.order(Requests.SITE, order.orderId()), Fingerprint.of(order));

        topology.advance(TopologyFixture.ORDER_RETENTION.multipliedBy(2));

        assertThat(orders.get(SiteKey.order(Requests.SITE, order.orderId()))).isNotNull();
    }

    /** However many there are, a look at them is bounded. */
    @Test
    void manyAreForgottenBitByBit() {
        KeyValueStore<String, byte[]> orders = topology.store(StateStores.ORDERS.name());
        KeyValueStore<String, byte[]> index = topology.store(StateStores.SITE_INDEX.name());
        OrderMemory memory = new OrderMemory(orders, index, TopologyFixture.ORDER_RETENTION);
        IntStream.range(0, OrderMemory.FORGOTTEN_AT_ONCE + 1).forEach(i -> {
            orders.put("order " + i, new byte[Fingerprint.LENGTH]);
            memory.age("order " + i, NOON);
        });

        topology.advance(TopologyFixture.ORDER_RETENTION.plusSeconds(1));
        assertThat(remembered()).isEqualTo(1);
        topology.advance(OrderMemory.TICK);
        assertThat(remembered()).isZero();
    }

    @Test
    void outcomeIsRememberedBehindTheFingerprint() {
        VoiceServiceOrder order = Orders.add(ACORN, 1);
        topology.publish(order);
        VoiceServiceOutcome outcome = topology.orderOutcomes().get(0);

        byte[] remembered =
                topology.<byte[]>store(StateStores.ORDERS.name()).get(SiteKey.order(Requests.SITE, order.orderId()));

        assertThat(Arrays.copyOf(remembered, Fingerprint.LENGTH)).isEqualTo(Fingerprint.of(order));
        assertThat(topology.orderOutcome(Arrays.copyOfRange(remembered, Fingerprint.LENGTH, remembered.length)))
                .isEqualTo(outcome);
        assertThat(outcome.result()).isEqualTo(OrderResult.FULFILLED);
        assertThat(topology.changes()).extracting(change -> change.action()).contains(Action.ACTIVATE);
    }

    private long remembered() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all =
                topology.<byte[]>store(StateStores.ORDERS.name()).all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys.size();
    }
}
