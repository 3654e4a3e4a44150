package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.Objection;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PartyServices;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Question;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.SiteEvent;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.support.property.Promises;
import io.ringfence.support.property.Tale;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.requests.Traces;
import io.ringfence.support.streams.Wire;
import io.ringfence.trace.Trace;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A site of a few numbers, and what goes on there, of which one record is lost. */
final class LossySite {
    /** What can be lost. */
    enum Loss {
        OF_WHAT_IS_WAITED_FOR,
        OF_ANYTHING
    }

    static final int NONE = -1;

    private static final int NUMBERS = 4;
    private static final int FAR_TOO_MANY = 2_000;
    private static final Set<Topics.Topic> HOPS =
            Set.of(Topics.SITE_EVENTS, Topics.CLAIM_ANSWERS, Topics.ORDER_REQUESTS, Topics.LIMITED_PARTIES);

    private final String siteId;
    private final int id;
    private final SubTopologies topologies;
    private final Loss loss;
    private final int lost;
    private final Deque<Wire> onTheirWay = new ArrayDeque<>();
    private final List<UUID> asked = new ArrayList<>();
    private final List<UUID> answered = new ArrayList<>();
    private final List<UUID> ordered = new ArrayList<>();
    private final List<UUID> ended = new ArrayList<>();
    private final Promises promises = new Promises();
    private final List<String> story = new ArrayList<>();
    private Instant now;
    private boolean losing;
    private int records;

    /**
     * @param id tells its numbers from others'
     * @param lost which of the records that can be lost is
     */
    LossySite(String siteId, int id, SubTopologies topologies, Loss loss, int lost, Instant start) {
        this.siteId = siteId;
        this.id = id;
        this.topologies = topologies;
        this.loss = loss;
        this.lost = lost;
        now = start;
    }

    String number(int index) {
        return "+4420%06d%02d".formatted(id, index);
    }

    /** How many records there were that could be lost. */
    int records() {
        return records;
    }

    /** Provisions the numbers, takes the steps, and delivers all but what is lost. */
    void run(List<?> steps) {
        IntStream.range(0, NUMBERS).forEach(i -> take(Requests.provision(number(i))));
        deliver(FAR_TOO_MANY);
        losing = true;
        steps.forEach(this::take);
        deliver(FAR_TOO_MANY);
        losing = false;
    }

    /** Delivers those of the records that are of this site, and all that follows from them. */
    void follow(List<Wire> produced) {
        take(produced);
        deliver(FAR_TOO_MANY);
    }

    private void take(Object step) {
        if (step instanceof ActionRequest request) {
            asked.add(request.requestId());
            onTheirWay.add(topologies.wire(request.withSiteId(siteId)).with(Traces.of(request.requestId())));
        } else if (step instanceof VoiceServiceOrder order) {
            ordered.add(order.orderId());
            onTheirWay.add(topologies.wire(order.withSiteId(siteId)).with(Traces.of(order.orderId())));
        } else if (step instanceof EntitlementChange change) {
            onTheirWay.add(topologies.wire(new EntitlementChange(siteId, change.party(), change.voiceServices())));
        } else {
            deliver((Integer) step);
        }
    }

    private void deliver(int most) {
        for (int i = 0; i < most && !onTheirWay.isEmpty(); i++) {
            now = now.plusMillis(1);
            Wire record = onTheirWay.remove();
            boolean isLost = isLost(record);
            tell(record, isLost);
            if (record.topic().equals(Topics.FULFILMENTS)) {
                onTheirWay.add(
                        topologies.wire(result(topologies.fulfilment(record))).with(Traces.next()));
            } else if (!isLost) {
                take(topologies.deliver(record, now));
            }
        }
        assertThat(most < FAR_TOO_MANY || onTheirWay.isEmpty())
                .as("comes to rest: %s", this)
                .isTrue();
    }

    /** Every other number's activation fails, and every fourth's cannot be taken back either. */
    private Answer result(FulfilmentRequest request) {
        int index = Integer.parseInt(
                request.phoneNumber().substring(request.phoneNumber().length() - 2));
        boolean fails = request.action() == Action.ACTIVATE && index % 2 == 0
                || request.action() == Action.DEALLOCATE && index % 4 == 0;
        return new Answer(
                request.requestId(),
                request.phoneNumber(),
                Question.FULFILMENT,
                fails ? Optional.of(new Objection.NotFulfilled("Line fault.")) : Optional.empty());
    }

    private void take(List<Wire> produced) {
        produced.stream().filter(this::isOurs).forEach(wire -> {
            if (wire.topic().equals(Topics.ORDER_OUTCOMES)) {
                UUID order = topologies.orderOutcome(wire).orderId();
                assertThat(wire.trace()).as("trace of %s: %s", order, this).isEqualTo(Traces.of(order));
                ended.add(order);
            } else if (HOPS.contains(wire.topic()) || wire.topic().equals(Topics.FULFILMENTS)) {
                onTheirWay.add(wire);
            } else {
                answered(topologies.outcome(wire), wire.trace());
            }
        });
    }

    private boolean isOurs(Wire wire) {
        return wire.key().equals(siteId)
                || IntStream.range(0, NUMBERS).mapToObj(this::number).anyMatch(wire.key()::equals);
    }

    private void answered(Outcome outcome, Trace trace) {
        UUID id = Requests.idOf(outcome);
        assertThat(trace)
                .as("trace of %s: %s", id, this)
                .isIn(
                        asked.contains(id)
                                ? List.of(Traces.of(id))
                                : ordered.stream().map(Traces::of).toList());
        if (outcome instanceof StateChange change) {
            promises.follow(change);
        } else if (outcome instanceof Rejection rejection) {
            assertThat(rejection.heldBy())
                    .as("what holds the claim that %s was refused: %s", rejection.phoneNumber(), this)
                    .isNotEqualTo(rejection.phoneNumber());
        }
        answered.add(id);
    }

    private boolean isLost(Wire wire) {
        return losing && canBeLost(wire) && records++ == lost;
    }

    private boolean canBeLost(Wire wire) {
        if (!HOPS.contains(wire.topic())) {
            return false;
        }
        if (!wire.topic().equals(Topics.SITE_EVENTS)) {
            return true;
        }
        SiteEvent event = topologies.siteEvent(wire);
        if (event instanceof VoiceServiceOrder || event instanceof EntitlementChange) {
            return false;
        }
        if (event instanceof LimitedParty) {
            return true;
        }
        return switch (loss) {
            case OF_ANYTHING -> true;
            case OF_WHAT_IS_WAITED_FOR ->
                event instanceof PendingChange || isOfOrder(event) || isPicked(((NumberEvent) event).phoneNumber());
        };
    }

    private boolean isOfOrder(SiteEvent event) {
        return event instanceof Outcome outcome && !asked.contains(Requests.idOf(outcome));
    }

    private boolean isPicked(String phoneNumber) {
        return topologies.<String>store(StateStores.PICKS.name()).get(SiteKey.number(siteId, phoneNumber)) != null;
    }

    private void tell(Wire wire, boolean isLost) {
        if (isLost) {
            story.add("LOST:");
        }
        if (wire.topic().equals(Topics.SITE_EVENTS)) {
            story.add(Tale.of(topologies.siteEvent(wire)));
        } else if (wire.topic().equals(Topics.CLAIM_ANSWERS)) {
            story.add(Tale.of(topologies.answer(wire)));
        } else if (wire.topic().equals(Topics.FULFILMENTS)) {
            story.add("  the platform is asked: " + topologies.fulfilment(wire));
        } else if (wire.topic().equals(Topics.FULFILMENT_RESULTS)) {
            story.add(Tale.of(topologies.answer(wire)));
        } else if (wire.topic().equals(Topics.LIMITED_PARTIES)) {
            story.add(Tale.of(topologies.limited(wire)));
        } else if (!wire.topic().equals(Topics.ORDERS) && !wire.topic().equals(Topics.ENTITLEMENTS)) {
            story.add(Tale.of(topologies.request(wire).request()));
        }
    }

    void assertAtRest() {
        assertThat(answered)
                .as("outcomes of requests: %s", this)
                .containsAll(asked)
                .doesNotHaveDuplicates();
        assertThat(ended).as("outcomes of orders: %s", this).containsExactlyInAnyOrderElementsOf(ordered);
        List<NumberEntry> entries = IntStream.range(0, NUMBERS)
                .mapToObj(i -> topologies
                        .<NumberEntry>store(StateStores.NUMBERS.name())
                        .get(number(i)))
                .toList();
        assertThat(entries).as("of which nothing is decided: %s", this).allMatch(entry -> entry.pending() == null);
        List<PhoneNumber> numbers = entries.stream()
                .map(NumberEntry::number)
                .filter(Objects::nonNull)
                .toList();
        assertThat(this.<PhoneNumber>ofSite(StateStores.SITE_NUMBERS.name()).values())
                .as("listing: %s", this)
                .containsExactlyInAnyOrderElementsOf(numbers);
        assertThat(topologies
                        .<SiteCounts>store(StateStores.SITES.name())
                        .get(siteId)
                        .statuses())
                .as("counts: %s", this)
                .isEqualTo(numbers.stream().collect(Collectors.groupingBy(PhoneNumber::status, Collectors.counting())));
        assertThat(this.<String>ofSite(StateStores.MAIN_NUMBERS.name()))
                .as("main numbers: %s", this)
                .isEqualTo(mainNumbers(numbers));
        Stream.of(
                        StateStores.WAITING_ORDERS.name(),
                        StateStores.ORDERS_IN_PROGRESS.name(),
                        StateStores.ORDER_PICKS.name(),
                        StateStores.PICKS.name(),
                        StateStores.GRANTED_SERVICES.name())
                .forEach(store ->
                        assertThat(ofSite(store)).as("%s: %s", store, this).isEmpty());
    }

    /** Whoever is entitled to some is asked after, and all that was granted is given back. */
    void assertEntitlementsHold() {
        assertThat(this.<PartyServices>ofSite(StateStores.ENTITLEMENTS.name()).values())
                .as("entitlements: %s", this)
                .allMatch(services -> services.announced() && services.granted() == 0);
    }

    private Map<String, String> mainNumbers(List<PhoneNumber> numbers) {
        Map<String, String> mainNumbers = new HashMap<>();
        numbers.forEach(number -> number.mainNumberOf()
                .ifPresent(party -> mainNumbers.put(SiteKey.party(siteId, party), number.phoneNumber())));
        return mainNumbers;
    }

    private <V> Map<String, V> ofSite(String name) {
        KeyValueStore<String, V> store = topologies.store(name);
        Map<String, V> found = new HashMap<>();
        try (KeyValueIterator<String, V> entries = store.prefixScan(SiteKey.prefix(siteId), new StringSerializer())) {
            entries.forEachRemaining(entry -> found.put(entry.key, entry.value));
        }
        return found;
    }

    /** The story of it. */
    @Override
    public String toString() {
        return siteId + "\n" + String.join("\n", story) + "\n";
    }
}
