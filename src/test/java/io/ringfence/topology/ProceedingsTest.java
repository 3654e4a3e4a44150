package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Question;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.Topologies;
import io.ringfence.support.streams.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of what is done, and of what is open; also after a task has come from elsewhere. */
class ProceedingsTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final String NUMBER = "+442079460000";
    private static final String OTHER = "+442079460001";

    private final Heard heard = new Heard();
    private final List<ActionRequest> asked = new ArrayList<>();
    private Instant now = NOON;
    private SubTopologies topologies;

    @BeforeEach
    void start(@TempDir Path directory) {
        topologies = new SubTopologies(directory, Set.of(Action.ACTIVATE), now, heard);
        publish(Requests.provision(NUMBER));
        publish(Requests.provision(OTHER));
        publish(Requests.allocate(NUMBER, Requests.ACORN));
    }

    @AfterEach
    void stop() {
        topologies.close();
    }

    @Test
    void requestIsToldWhenItIsDecidedWithTheTimeOfItsRecord() {
        heard.decisions.clear();
        ActionRequest activate = Requests.of(Action.ACTIVATE, NUMBER);
        publish(activate);
        Instant received = now;
        assertThat(heard.decisions).isEmpty();

        now = now.plusSeconds(90);
        publish(topologies.wire(result(activate)));
        publish(Requests.of(Action.ALLOCATE, NUMBER));

        assertThat(heard.decisions)
                .containsExactly(
                        "ACTIONS StateChange Optional[FULFILMENT] " + received,
                        "ACTIONS Rejection Optional.empty " + now);
    }

    @Test
    void whatIsReceivedAgainIsNoDecision() {
        ActionRequest activate = Requests.of(Action.ACTIVATE, NUMBER);
        publish(activate);
        publish(activate);
        assertThat(heard.repeated).hasSize(1);

        // Is still in progress, and its first receipt is forgotten.
        now = now.plus(Topologies.WINDOW).plus(Topologies.WINDOW);
        publish(activate);
        assertThat(heard.repeated).hasSize(2);

        publish(topologies.wire(result(activate)));
        heard.decisions.clear();
        publish(activate);

        assertThat(heard.repeated).hasSize(3).containsOnly(Topics.ACTIONS.name());
        assertThat(heard.decisions).isEmpty();
    }

    @Test
    void coolingOffThatEndsIsOfTimeHoweverItIsNoticed() {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        publish(Requests.startCoolingOff(NUMBER, today));
        publish(Requests.startCoolingOff(OTHER, today));
        heard.decisions.clear();

        now = now.plus(Duration.ofDays(1));
        publish(Requests.allocate(NUMBER, Requests.ACORN));
        carryAll(topologies.tick(Duration.ofDays(1)));

        assertThat(heard.ofTime).containsExactlyInAnyOrder(NUMBER, OTHER);
        assertThat(heard.decisions).hasSize(1);
    }

    @Test
    void changeInProgressIsOpenUntilItIsSettled() {
        ActionRequest activate = Requests.of(Action.ACTIVATE, NUMBER);
        publish(activate);
        assertThat(heard.waiting()).isEqualTo(Map.of(NUMBER, Question.FULFILMENT));

        publish(topologies.wire(result(activate)));

        assertThat(heard.waiting()).isEmpty();
    }

    @Test
    void orderIsOpenUntilItHasItsOutcome() {
        VoiceServiceOrder order = Orders.add(Requests.ACORN, 1);
        publish(topologies.wire(order));
        assertThat(heard.orders()).hasSize(1);
        assertThat(heard.waiting()).hasSize(1);

        publish(topologies.wire(order));
        assertThat(heard.repeated).containsExactly(Topics.ORDERS.name());
        publish(topologies.wire(result(asked.get(asked.size() - 1))));

        assertThat(heard.orders()).isEmpty();
    }

    @Test
    void whatIsOpenIsToldAnewWhereATaskStarts() {
        // Until the first tick nobody knows that all changes in progress are listed.
        renewPending();
        publish(topologies.wire(Orders.add(Requests.ACORN, 1)));
        publish(topologies.wire(Orders.add(Requests.ACORN, 2)));
        Map<String, Question> waiting = heard.waiting();
        assertThat(heard.orders()).hasSize(2);

        topologies.restart(now);
        renewPending();

        assertThat(heard.waiting()).isEqualTo(waiting).hasSize(1);
        assertThat(heard.orders()).hasSize(2).allMatch(now::equals);
    }

    @Test
    void changesInProgressAreToldOnStateThatDoesNotListThem() {
        publish(Requests.of(Action.ACTIVATE, NUMBER));

        topologies.restart(now);
        renewPending();

        assertThat(heard.waiting()).containsOnlyKeys(NUMBER);
    }

    @Test
    void countsOfSitesAreToldAnewWhereATaskStarts() {
        Map<String, SiteCounts> counts = heard.counts();
        assertThat(counts.get(Requests.SITE).statuses()).isEqualTo(Map.of(Status.AVAILABLE, 1L, Status.RESERVED, 1L));

        topologies.restart(now);

        assertThat(heard.counts()).isEqualTo(counts);
    }

    /** On a slow machine a tick is over with the first number. */
    private void renewPending() {
        IntStream.range(0, 10).forEach(tick -> topologies.tick(PendingRenewal.TICK));
    }

    private void publish(ActionRequest request) {
        publish(topologies.wire(request));
    }

    private void publish(Wire wire) {
        carryAll(List.of(wire));
    }

    private void carryAll(List<Wire> wires) {
        Deque<Wire> due = new ArrayDeque<>(wires);
        while (!due.isEmpty()) {
            Wire wire = due.remove();
            if (wire.topic().equals(Topics.ORDER_REQUESTS)) {
                asked.add(topologies.request(wire).request());
            }
            if (Topics.INPUTS.contains(wire.topic()) || Topics.HOPS.contains(wire.topic())) {
                due.addAll(topologies.deliver(wire, now));
            }
        }
    }

    private static Answer result(ActionRequest request) {
        return new Answer(request.requestId(), request.phoneNumber(), Question.FULFILMENT, Optional.empty());
    }

    /** Writes down what it hears; of what is open, task by task. */
    private static final class Heard implements Proceedings {
        private final List<String> decisions = new ArrayList<>();
        private final List<String> repeated = new ArrayList<>();
        private final List<String> ofTime = new ArrayList<>();
        private final Set<Numbers> numbers = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Sites> sites = Collections.newSetFromMap(new IdentityHashMap<>());

        Map<String, Question> waiting() {
            Map<String, Question> waiting = new HashMap<>();
            numbers.forEach(task -> task.changes.forEach((number, change) -> waiting.put(number, change.waitsFor())));
            return waiting;
        }

        List<Instant> orders() {
            return sites.stream().flatMap(task -> task.orders.values().stream()).toList();
        }

        Map<String, SiteCounts> counts() {
            Map<String, SiteCounts> counts = new HashMap<>();
            sites.forEach(task -> counts.putAll(task.counts));
            return counts;
        }

        @Override
        public void unreadable(String topic) {}

        @Override
        public void rerouted(String topic) {}

        @Override
        public void repeated(String topic) {
            repeated.add(topic);
        }

        @Override
        public void decided(Channel channel, Outcome outcome, Optional<Question> waitedFor, Instant receivedAt) {
            String kind = outcome.getClass().getSimpleName();
            decisions.add("%s %s %s %s".formatted(channel, kind, waitedFor, receivedAt));
        }

        @Override
        public void changedByTime(StateChange change) {
            ofTime.add(change.phoneNumber());
        }

        @Override
        public OfNumbers numbers() {
            return new Numbers(new HashMap<>(), numbers);
        }

        @Override
        public OfSites sites() {
            return new Sites(new HashMap<>(), new HashMap<>(), sites);
        }

        private record Numbers(Map<String, ChangeInProgress> changes, Set<Numbers> all) implements OfNumbers {
            Numbers {
                all.add(this);
            }

            @Override
            public void waits(String phoneNumber, ChangeInProgress change) {
                changes.put(phoneNumber, change);
            }

            @Override
            public void settled(String phoneNumber) {
                changes.remove(phoneNumber);
            }

            @Override
            public void close() {
                all.remove(this);
            }
        }

        private record Sites(Map<String, Instant> orders, Map<String, SiteCounts> counts, Set<Sites> all)
                implements OfSites {
            Sites {
                all.add(this);
            }

            @Override
            public void counted(String siteId, SiteCounts site) {
                counts.put(siteId, site);
            }

            @Override
            public void ordered(String order, Instant since) {
                orders.put(order, since);
            }

            @Override
            public void carriedOut(String order) {
                orders.remove(order);
            }

            @Override
            public void close() {
                all.remove(this);
            }
        }
    }
}
