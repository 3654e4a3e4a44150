package io.ringfence.support.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Objection;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Question;
import io.ringfence.domain.SiteEvent;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.model.ModelSites;
import io.ringfence.support.model.ModelSites.PartyAtSite;
import io.ringfence.support.requests.SentOrder;
import io.ringfence.support.streams.Wire;
import io.ringfence.support.streams.WireReader;
import io.ringfence.topology.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Watches the sites: what reaches it, what comes of it, what it is left with. */
public final class SiteWitness {
    private final WireReader reader;
    private final Promises entitlements;
    private final Coverage coverage;
    private final ModelSites sites = new ModelSites();
    private final OrderPromises promises = new OrderPromises(sites);
    private final Map<String, OrderTrail> trails = new HashMap<>();
    private final Map<PartyAtSite, List<OrderTrail>> turns = new HashMap<>();
    private final Set<SentOrder> refusedTheirId = new HashSet<>();
    private final Set<UUID> requestsOfOrders = new HashSet<>();
    private final Map<String, ActionRequest> onTheirWay = new HashMap<>();

    public SiteWitness(WireReader reader, Promises entitlements, Coverage coverage) {
        this.reader = reader;
        this.entitlements = entitlements;
        this.coverage = coverage;
    }

    public boolean isOfOrder(UUID requestId) {
        return requestsOfOrders.contains(requestId);
    }

    public void assertFollows(Wire record, List<Wire> produced) {
        SiteEvent received = reader.siteEvent(record);
        if (received instanceof VoiceServiceOrder order) {
            receive(new SentOrder(record.key(), order), produced);
        } else if (received instanceof EntitlementChange change) {
            assertThat(on(Topics.LIMITED_PARTIES, produced)).hasSize(sites.follow(change) ? 1 : 0);
            limited(PartyAtSite.of(change.siteId(), change.party()));
        } else if (received instanceof LimitedParty limited) {
            PartyAtSite party = PartyAtSite.of(limited.siteId(), limited.party());
            sites.acknowledged(party);
            limited(party);
        } else {
            follow(record.key(), (NumberEvent) received, produced);
        }
        unfinished().filter(trail -> trail.order.type() == OrderType.ADD).forEach(this::lookForShortage);
        on(Topics.ORDER_OUTCOMES, produced).forEach(wire -> ended(wire.key(), reader.orderOutcome(wire)));
        on(Topics.ORDER_REQUESTS, produced)
                .forEach(wire -> asked(reader.request(wire).request()));
    }

    private void follow(String site, NumberEvent event, List<Wire> produced) {
        List<Answer> answers =
                on(Topics.CLAIM_ANSWERS, produced).stream().map(reader::answer).toList();
        if (event instanceof PendingChange change && change.party() != null) {
            Objection objection = sites.objection(site, change);
            assertThat(answers)
                    .containsExactly(new Answer(
                            change.number().changeInProgress().requestId(),
                            change.phoneNumber(),
                            change.question(),
                            Optional.ofNullable(objection)));
            if (change.question() == Question.ENTITLEMENT && objection == null) {
                entitlements.granted(PartyAtSite.of(site, change.party()), change.phoneNumber());
            }
            if (change.question() == Question.MAIN_NUMBER && objection == null) {
                unfinished().forEach(trail -> trail.granted(change));
            }
        } else {
            assertThat(answers).isEmpty();
        }
        if (event instanceof PendingChange change && ModelSites.isBeingActivated(change)) {
            entitlements.beingActivated(change.number());
        }
        if (event instanceof ChangeAbandoned) {
            entitlements.ended(event.phoneNumber());
        }
        sites.follow(site, event);
        unfinished().filter(trail -> trail.order.siteId().equals(site)).forEach(trail -> {
            trail.hear(event);
            if (event instanceof StateChange change) {
                trail.since.add(change);
                lookForGift(trail, change);
            }
        });
    }

    private void limited(PartyAtSite party) {
        entitlements.limit(party, sites.limit(party));
    }

    private Stream<OrderTrail> unfinished() {
        return turns.values().stream().flatMap(List::stream);
    }

    /**
     * Counts as taken whatever any order has asked for, and as missing whatever this one neither holds nor waits for:
     * there is a shortage whenever the order itself can find one, and sometimes else.
     */
    private void lookForShortage(OrderTrail trail) {
        long has = sites.at(trail.order.siteId()).stream()
                .filter(number -> trail.awaited.containsKey(number.phoneNumber())
                        || (trail.askedFor(number.phoneNumber()) && isHeld(number, trail)))
                .filter(number -> trail.failures(number.phoneNumber()).isEmpty())
                .count();
        long free = sites.at(trail.order.siteId()).stream()
                .filter(number -> number.status() == Status.AVAILABLE
                        && number.changeInProgress() == null
                        && number.details().kind() == NumberKind.DIRECT
                        && !number.locked()
                        && !number.mainNumber())
                .filter(number -> unfinished().noneMatch(other -> other.askedFor(number.phoneNumber())))
                .count();
        int wanted = trail.order.quantity() + (trail.order.withMainNumber() ? 1 : 0);
        trail.metShortage |= free < wanted - has;
    }

    /** What another request gave to the party meanwhile is not the order's, though it looks like it from outside. */
    private void lookForGift(OrderTrail trail, StateChange change) {
        trail.metShortage |=
                change.action() == Action.ALLOCATE && !isOfOrder(change.requestId()) && isHeld(change.after(), trail);
    }

    private static boolean isHeld(PhoneNumber number, OrderTrail trail) {
        return number.allocatedTo() != null && number.allocatedTo().isSameAs(trail.order.party());
    }

    /** What cannot be carried out is answered at once; the others take their turns. */
    private void receive(SentOrder sent, List<Wire> produced) {
        VoiceServiceOrder order = sent.order();
        List<VoiceServiceOutcome> outcomes = on(Topics.ORDER_OUTCOMES, produced).stream()
                .map(reader::orderOutcome)
                .toList();
        String id = sent.key() + "/" + order.orderId();
        OrderTrail earlier = trails.get(id);
        if (earlier != null) {
            assertThat(on(Topics.ORDER_REQUESTS, produced)).isEmpty();
            if (earlier.order.equals(order) || !refusedTheirId.add(sent)) {
                assertThat(outcomes).as("again: %s", order).isEmpty();
                coverage.saw(earlier.isEnded() ? "duplicate order" : "duplicate order in progress");
            } else {
                assertThat(outcomes)
                        .extracting(VoiceServiceOutcome::code)
                        .containsExactly(OrderRejectionCode.REQUEST_ID_REUSED);
            }
            return;
        }
        OrderTrail trail = new OrderTrail(order);
        trails.put(id, trail);
        boolean refused = outcomes.stream()
                .map(VoiceServiceOutcome::code)
                .anyMatch(
                        code -> code == OrderRejectionCode.INVALID_REQUEST || code == OrderRejectionCode.UNKNOWN_SITE);
        if (!refused) {
            List<OrderTrail> turn =
                    turns.computeIfAbsent(PartyAtSite.of(order.siteId(), order.party()), party -> new ArrayList<>());
            turn.add(trail);
            if (turn.size() == 1) {
                promises.begins(trail);
            } else {
                coverage.saw("order waits");
                assertThat(produced)
                        .as("while another of the party is carried out: %s", order)
                        .isEmpty();
            }
        }
    }

    private void asked(ActionRequest request) {
        OrderTrail trail = trails.values().stream()
                .filter(other -> other.order.requestedBy().equals(request.requestedBy()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nobody ordered " + request));
        assertThat(turns.get(party(trail.order)).get(0)).as("whose turn it is").isSameAs(trail);
        if (!trail.isBegun()) {
            promises.assertMayAsk(trail);
        }
        assertThat(request.expectedVersion()).as("version in %s", request).isNotNull();
        assertThat(requestsOfOrders.add(request.requestId()))
                .as("a new id: %s", request)
                .isTrue();
        assertThat(onTheirWay.put(numberAndVersion(request), request))
                .as("on its way already to what can be granted once, when %s", request)
                .isNull();
        trail.requests.add(request);
        trail.awaited.put(request.phoneNumber(), request);
    }

    /** An order's request has reached its number. */
    public void arrived(ActionRequest request) {
        onTheirWay.remove(numberAndVersion(request));
    }

    private static String numberAndVersion(ActionRequest request) {
        return request.phoneNumber() + " " + request.expectedVersion();
    }

    private void ended(String key, VoiceServiceOutcome outcome) {
        coverage.saw(Coverage.order(outcome.result()));
        if (outcome.code() != null) {
            coverage.saw(Coverage.orderRefused(outcome.code()));
        }
        if (outcome.code() == OrderRejectionCode.REQUEST_ID_REUSED) {
            return;
        }
        OrderTrail trail = trails.get(key + "/" + outcome.orderId());
        assertThat(trail.outcome).as("an earlier outcome than %s", outcome).isNull();
        trail.outcome = outcome;
        if (outcome.code() == OrderRejectionCode.INVALID_REQUEST || outcome.code() == OrderRejectionCode.UNKNOWN_SITE) {
            assertThat(trail.requests).isEmpty();
            return;
        }
        List<OrderTrail> turn = turns.get(party(trail.order));
        assertThat(turn.remove(0)).as("whose turn it is").isSameAs(trail);
        turn.stream().findFirst().ifPresent(promises::begins);
        promises.assertKept(trail);
        cover(trail);
    }

    private void cover(OrderTrail trail) {
        VoiceServiceOrder order = trail.order;
        boolean fulfilled = trail.outcome.result() == OrderResult.FULFILLED;
        if (fulfilled && order.type() == OrderType.ADD) {
            coverage.saw(Coverage.added(order));
            if (!trail.numbersAskedFor(Action.ALLOCATE).containsAll(trail.outcome.phoneNumbers())) {
                coverage.saw("reserved number used");
            }
            if (!trail.outcome.phoneNumbers().containsAll(trail.numbersAskedFor(Action.ALLOCATE))) {
                coverage.saw("lost pick replaced");
            }
        }
        if (fulfilled && order.type() == OrderType.CEASE) {
            coverage.saw("ceased");
        }
        if (trail.outcome.code() == OrderRejectionCode.INSUFFICIENT_NUMBERS && trail.hasChanged()) {
            coverage.saw("shortage found half-way");
        }
        if (trail.outcome.code() == OrderRejectionCode.NUMBER_NOT_AVAILABLE && trail.hasChanged()) {
            coverage.saw("chosen number lost half-way");
        }
        if (trail.outcome.result() == OrderResult.REJECTED
                && !trail.numbersAskedFor(Action.ALLOCATE).containsAll(trail.numbersAskedFor(Action.ACTIVATE))) {
            coverage.saw("reserved number left reserved");
        }
        if (fulfilled && !trail.failures.isEmpty()) {
            coverage.saw("number replaced that the platform failed with");
        }
        if (trail.numbersKept().findAny().isPresent()) {
            coverage.saw(fulfilled ? "number kept, order fulfilled" : "number kept, order undone");
        }
        if (!trail.changes(Action.DEALLOCATE).isEmpty()) {
            coverage.saw("order deallocated");
        }
        if (!trail.changes(Action.REMOVE_MAIN_NUMBER).isEmpty()) {
            coverage.saw("order removed a main number");
        }
    }

    public void assertNoOrderIsUnfinished() {
        assertThat(trails.values().stream().filter(trail -> !trail.isEnded()))
                .as("orders without an outcome")
                .isEmpty();
    }

    private static PartyAtSite party(VoiceServiceOrder order) {
        return PartyAtSite.of(order.siteId(), order.party());
    }

    private static List<Wire> on(Topics.Topic topic, List<Wire> produced) {
        return produced.stream().filter(wire -> wire.topic().equals(topic)).toList();
    }
}
