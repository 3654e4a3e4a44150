package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.OrderResult;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.Wire;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of many orders at once, so many have requests on their way that others need not wait long behind the answers. */
class AwaitedRequestsTest {
    private static final int ORDERS = 60;
    private static final int NUMBERS_OF_AN_ORDER = 15;
    /** An order that may ask asks for all of its numbers. */
    private static final int MOST = OrderBook.MOST_AWAITED + NUMBERS_OF_AN_ORDER;

    @TempDir
    Path directory;

    private final List<VoiceServiceOutcome> outcomes = new ArrayList<>();
    private final Queue<Wire> events = new ArrayDeque<>();
    private final Queue<Wire> requests = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-03-10T12:00:00Z");
    private SubTopologies topologies;

    @BeforeEach
    void start() {
        topologies = new SubTopologies(directory, Set.of(), now);
        for (int i = 0; i < ORDERS * NUMBERS_OF_AN_ORDER; i++) {
            deliver(topologies.wire(Requests.provision("+4420794%05d".formatted(i))));
        }
        deliverAll(events);
        for (int i = 0; i < ORDERS; i++) {
            deliver(topologies.wire(
                    Orders.add(new Party(PartyType.OCCUPIER, "party-" + i, "A party"), NUMBERS_OF_AN_ORDER)));
        }
        deliverAll(events);
        tick();
    }

    @AfterEach
    void stop() {
        topologies.close();
    }

    @Test
    void areBounded() {
        assertThat(requests).hasSizeBetween(OrderBook.MOST_AWAITED, MOST);
    }

    @Test
    void areBoundedWhenEachIsAnswered() {
        while (outcomes.size() < ORDERS) {
            assertThat(requests).hasSizeBetween(1, MOST);
            deliver(requests.remove());
            deliverAll(events);
            tick();
        }

        assertThat(outcomes).extracting(VoiceServiceOutcome::result).containsOnly(OrderResult.FULFILLED);
    }

    @Test
    void areCountedWhereATaskStarts() {
        assertThat(new OrdersInProgress(topologies.store(StateStores.ORDERS_IN_PROGRESS.name())).awaited())
                .isEqualTo(requests.size());
    }

    @Test
    void areBoundedAfterARestart() {
        Collection<Wire> before = List.copyOf(requests);

        topologies.restart(now);
        deliver(topologies.wire(Orders.add(Requests.ACORN, NUMBERS_OF_AN_ORDER)));
        deliverAll(events);
        tick();

        // What is on its way is asked after, and nothing is asked for.
        assertThat(requests).hasSize(2 * before.size());
    }

    private void tick() {
        // The index is made in some, orders begin in others.
        for (int i = 0; i < 10; i++) {
            now = now.plus(Turns.TICK);
            topologies.tick(Turns.TICK).forEach(this::sort);
        }
    }

    private void deliverAll(Queue<Wire> records) {
        while (!records.isEmpty()) {
            deliver(records.remove());
        }
    }

    private void deliver(Wire record) {
        topologies.deliver(record, now).forEach(this::sort);
    }

    private void sort(Wire record) {
        if (record.topic().equals(Topics.SITE_EVENTS)) {
            events.add(record);
        } else if (record.topic().equals(Topics.ORDER_REQUESTS)) {
            requests.add(record);
        } else if (record.topic().equals(Topics.ORDER_OUTCOMES)) {
            outcomes.add(topologies.orderOutcome(record));
        }
    }
}
