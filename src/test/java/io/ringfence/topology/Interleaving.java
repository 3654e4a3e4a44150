package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.Channel;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Question;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.support.model.ModelNumbers;
import io.ringfence.support.model.ModelSites.PartyAtSite;
import io.ringfence.support.property.Coverage;
import io.ringfence.support.property.Inputs;
import io.ringfence.support.property.Messages;
import io.ringfence.support.property.Promises;
import io.ringfence.support.property.Sender;
import io.ringfence.support.property.SiteWitness;
import io.ringfence.support.property.Step;
import io.ringfence.support.property.Story;
import io.ringfence.support.property.Tale;
import io.ringfence.support.property.TestClock;
import io.ringfence.support.property.World;
import io.ringfence.support.requests.SentOrder;
import io.ringfence.support.streams.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A try of the two topologies with the test between them: it carries each record on when the steps say so, as a cluster
 * may, and holds what comes of it against the model, which is told of it in the same order.
 */
final class Interleaving implements Inputs.Recipient {
    private static final int FAR_TOO_MANY = 5_000;
    private static final Set<Topics.Topic> ON_THEIR_WAY = Set.of(
            Topics.SITE_EVENTS,
            Topics.CLAIM_ANSWERS,
            Topics.ORDER_REQUESTS,
            Topics.LIMITED_PARTIES,
            Topics.FULFILMENTS);

    private final SubTopologies topologies;
    private final TestClock clock;
    private final World world;
    private final Coverage coverage;
    private final ModelNumbers numbers = new ModelNumbers(SubTopologies.FULFILLED);
    private final Promises promises = new Promises();
    private final Sender sender;
    private final Inputs inputs;
    private final SiteWitness sites;
    private final ScriptedVoicePlatform platform;
    private final TraceWitness traces;
    private final Lanes lanes = new Lanes();
    private final Story story = new Story();

    Interleaving(SubTopologies topologies, TestClock clock, World world, Coverage coverage) {
        this.topologies = topologies;
        this.clock = clock;
        this.world = world;
        this.coverage = coverage;
        sender = new Sender(world, numbers);
        inputs = new Inputs(sender, this);
        sites = new SiteWitness(topologies, promises, coverage);
        platform = new ScriptedVoicePlatform(topologies);
        traces = new TraceWitness(topologies);
    }

    /** Takes the steps, lets everything come to rest, and looks at what is left. */
    void run(List<Step> steps) {
        story.of(() -> {
            inputs.makeWorld();
            drain(0);
            steps.forEach(this::take);
            drain(0);
            tick();
            drain(0);
            assertAtRest();
        });
    }

    private void take(Step step) {
        story.tell(step.toString());
        if (inputs.take(step)) {
            return;
        }
        if (step instanceof Step.Deliver deliver) {
            for (int i = 0; i < deliver.count() && !lanes.isEmpty(); i++) {
                deliverFrom(lanes.any(deliver.choice() + i));
            }
        } else if (step instanceof Step.Drain drain) {
            drain(drain.choice());
        } else if (step instanceof Step.Interfere interfere) {
            interfere(interfere);
        } else if (step instanceof Step.PreemptMainNumber preempt) {
            preempt(preempt);
        } else if (step instanceof Step.Starve starve) {
            starve(starve);
        } else if (step instanceof Step.AskAgainMeanwhile again) {
            askAgainMeanwhile(again);
        }
    }

    private void interfere(Step.Interfere step) {
        List<ActionRequest> late = onTheirWay(request -> request.action() == Action.ACTIVATE);
        choose(late.isEmpty() ? onTheirWay(request -> true) : late, step.choice())
                .ifPresent(asked -> {
                    Party holder = Optional.ofNullable(numbers.number(asked.phoneNumber()))
                            .map(PhoneNumber::allocatedTo)
                            .orElse(World.party(step.party()));
                    sendAhead(sender.write(step.action(), asked.phoneNumber(), holder, today()));
                });
    }

    private void preempt(Step.PreemptMainNumber step) {
        Predicate<ActionRequest> early =
                request -> request.action() == Action.ALLOCATE && sender.wantsMainNumber(request.requestedBy());
        addUnlessAny(early, step.choice());
        choose(onTheirWay(early), step.choice())
                .ifPresent(asked -> free(asked.siteId()).findFirst().ifPresent(number -> {
                    sendAhead(sender.write(Action.NOMINATE_MAIN_NUMBER, number, null, today()));
                    sendAhead(sender.write(Action.ALLOCATE, number, asked.allocateTo(), today()));
                }));
    }

    private void starve(Step.Starve step) {
        Predicate<ActionRequest> late =
                request -> request.action() == Action.ACTIVATE && sender.wantsMainNumber(request.requestedBy());
        addUnlessAny(late, step.choice());
        choose(onTheirWay(late), step.choice())
                .ifPresent(asked -> Stream.concat(Stream.of(asked.phoneNumber()), free(asked.siteId()))
                        .toList()
                        .forEach(number -> sendAhead(sender.write(Action.START_COOLING_OFF, number, null, today()))));
    }

    /** Sees to it that some order has such a request on its way, if that can be. */
    private void addUnlessAny(Predicate<ActionRequest> wanted, int choice) {
        if (onTheirWay(wanted).isEmpty()) {
            send(sender.write(Step.Order.simple(choice), today()));
            deliverUntil(() -> !onTheirWay(wanted).isEmpty(), choice);
        }
    }

    private void askAgainMeanwhile(Step.AskAgainMeanwhile step) {
        deliverUntil(() -> !pending().isEmpty(), step.choice());
        choose(pending(), step.choice()).ifPresent(this::sendAhead);
    }

    private List<Envelope> pending() {
        return world.numbers().stream()
                .map(numbers::pending)
                .filter(request -> request != null && request.channel() != Channel.ORDERS)
                .toList();
    }

    /** Those that an order could take, and that none has asked for. */
    private Stream<String> free(String siteId) {
        return numbers.at(siteId).stream()
                .filter(number -> number.status() == Status.AVAILABLE
                        && !number.locked()
                        && number.details().kind() == NumberKind.DIRECT)
                .map(PhoneNumber::phoneNumber)
                .filter(number -> onTheirWay(request -> request.phoneNumber().equals(number))
                        .isEmpty());
    }

    private void deliverUntil(BooleanSupplier condition, int choice) {
        for (int i = 0; !condition.getAsBoolean() && !lanes.isEmpty(); i++) {
            assertThat(i).as("deliveries without coming to rest").isLessThan(FAR_TOO_MANY);
            deliverFrom(lanes.any(choice + i));
        }
    }

    private List<ActionRequest> onTheirWay(Predicate<ActionRequest> which) {
        return lanes.on(Topics.ORDER_REQUESTS)
                .map(wire -> topologies.request(wire).request())
                .filter(which)
                .toList();
    }

    private static <T> Optional<T> choose(List<T> among, int choice) {
        return among.isEmpty() ? Optional.empty() : Optional.of(among.get(choice % among.size()));
    }

    @Override
    public void send(Envelope request) {
        platform.answersBefore(request).map(traces::traced).ifPresent(lanes::add);
        lanes.add(traces.traced(topologies.wire(request)));
    }

    @Override
    public void send(EntitlementChange change) {
        lanes.add(traces.traced(topologies.wire(change)));
    }

    @Override
    public void send(SentOrder order) {
        lanes.add(traces.traced(topologies.wire(order)));
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }

    private void sendAhead(Envelope request) {
        Wire wire = traces.traced(topologies.wire(request));
        lanes.add(wire);
        while (lanes.has(wire.lane())) {
            deliverFrom(wire.lane());
        }
    }

    private void drain(int choice) {
        deliverUntil(() -> false, choice);
    }

    private void deliverFrom(Wire.Lane lane) {
        Wire record = lanes.take(lane);
        clock.pass(Duration.ofMillis(1));
        if (record.topic().equals(Topics.SITE_EVENTS)) {
            toSite(record);
        } else if (record.topic().equals(Topics.ORDERS) || record.topic().equals(Topics.ENTITLEMENTS)) {
            List<Wire> produced = topologies.deliver(record, clock.now());
            traces.passedOn(record, produced);
            enqueueAll(produced);
        } else if (record.topic().equals(Topics.FULFILMENTS)) {
            platform.answers(record).stream().map(traces::traced).forEach(lanes::add);
        } else if (record.topic().equals(Topics.LIMITED_PARTIES)) {
            toNumbers(record);
        } else {
            toNumber(record);
        }
    }

    private void toSite(Wire record) {
        story.tell(Tale.of(topologies.siteEvent(record)));
        List<Wire> produced = topologies.deliver(record, clock.now());
        sites.assertFollows(record, produced);
        traces.atSite(record, produced);
        enqueueAll(produced);
    }

    /** Each owner takes note, and says so. */
    private void toNumbers(Wire record) {
        numbers.limit(PartyAtSite.of(
                topologies.limited(record).siteId(), topologies.limited(record).party()));
        List<Wire> produced = topologies.deliver(record, clock.now());
        assertThat(produced).extracting(Wire::topic).containsExactly(Topics.SITE_EVENTS);
        traces.ofTime(produced);
        enqueueAll(produced);
    }

    private void toNumber(Wire record) {
        List<NumberEvent> expected;
        boolean ofOrder;
        boolean isAnswer =
                record.topic().equals(Topics.CLAIM_ANSWERS) || record.topic().equals(Topics.FULFILMENT_RESULTS);
        if (isAnswer) {
            Answer answer = topologies.answer(record);
            story.tell(Tale.of(answer));
            ofOrder = sites.isOfOrder(answer.requestId());
            expected = numbers.settle(answer, clock.now());
            if (expected.isEmpty()) {
                coverage.saw(
                        answer.question() == Question.FULFILMENT
                                ? "result that nothing waits for"
                                : "claim answered twice");
            }
        } else {
            Envelope request = topologies.request(record);
            story.tell(Tale.of(request.request()));
            ofOrder = request.channel() == Channel.ORDERS;
            if (ofOrder) {
                sites.arrived(request.request());
            }
            boolean meanwhile = request.equals(numbers.pending(request.key()));
            expected = numbers.ask(request, clock.now());
            if (expected.isEmpty()) {
                coverage.saw(meanwhile ? "duplicate while in progress" : "duplicate request");
            }
        }
        List<Wire> produced = topologies.deliver(record, clock.now());
        assertProduced(expected, ofOrder, produced);
        if (isAnswer) {
            traces.answered(record, produced);
        } else {
            traces.asked(record, produced);
        }
        if (expected.size() > 1 && expected.get(0) instanceof StateChange) {
            coverage.saw("cooling off ended by a request");
        }
        enqueueAll(produced);
    }

    @Override
    public void tick() {
        List<Wire> produced = topologies.tick(clock.sinceLastTick());
        while (!produced.isEmpty()) {
            List<Wire> ours = produced.stream().filter(this::isOurs).toList();
            assertProduced(
                    ours.stream()
                            .filter(wire -> wire.topic().equals(Topics.STATE_CHANGES))
                            .map(wire -> (NumberEvent) numbers.tick(wire.key(), clock.now()))
                            .toList(),
                    false,
                    ours);
            traces.ofTime(ours);
            ours.forEach(wire -> coverage.saw("cooling off ended by the clock"));
            enqueueAll(ours);
            clock.pass(CoolingOffClock.TICK);
            produced = topologies.tick(clock.sinceLastTick());
        }
        world.numbers().forEach(number -> assertThat(numbers.isDue(number, clock.now()))
                .as("%s still cools off", numbers.number(number))
                .isFalse());
    }

    private boolean isOurs(Wire wire) {
        return world.has(((StateChange) topologies.outcome(wire)).phoneNumber());
    }

    private void enqueueAll(List<Wire> produced) {
        produced.stream().filter(wire -> ON_THEIR_WAY.contains(wire.topic())).forEach(lanes::add);
    }

    /** Every change tells the world and its site; refusals and claims tell whom they concern. */
    private void assertProduced(List<NumberEvent> expected, boolean ofOrder, List<Wire> produced) {
        assertThat(on(Topics.STATE_CHANGES, produced)).isEqualTo(only(StateChange.class, expected));
        assertThat(on(Topics.REJECTIONS, produced)).isEqualTo(ofOrder ? List.of() : only(Rejection.class, expected));
        assertThat(on(Topics.SITE_EVENTS, produced))
                .isEqualTo(expected.stream()
                        .filter(event -> ofOrder || !(event instanceof Rejection))
                        .toList());
        List<FulfilmentRequest> asked = produced.stream()
                .filter(wire -> wire.topic().equals(Topics.FULFILMENTS))
                .map(topologies::fulfilment)
                .toList();
        assertThat(asked)
                .extracting(FulfilmentRequest::requestId)
                .isEqualTo(askedOfThePlatform(expected).toList());
        asked.forEach(platform::isAsked);
        for (NumberEvent event : expected) {
            if (event instanceof StateChange change) {
                coverage.saw(Coverage.accepted(change.action()));
                platform.assertAsProposed(change);
                promises.follow(change);
            } else if (event instanceof Rejection rejection) {
                coverage.saw(Coverage.refused(rejection.code()));
            } else if (event instanceof PendingChange change) {
                coverage.saw("asked for " + change.question());
            }
        }
    }

    /** Told again where an order's request is refused because of it, it is not asked again. */
    private static Stream<UUID> askedOfThePlatform(List<NumberEvent> expected) {
        return expected.stream().anyMatch(Rejection.class::isInstance)
                ? Stream.empty()
                : expected.stream()
                        .filter(PendingChange.class::isInstance)
                        .map(PendingChange.class::cast)
                        .filter(change -> change.question() == Question.FULFILMENT)
                        .map(change -> change.number().changeInProgress().requestId());
    }

    private List<NumberEvent> on(Topics.Topic topic, List<Wire> produced) {
        List<NumberEvent> events = new ArrayList<>();
        for (Wire wire : produced) {
            if (wire.topic().equals(topic)) {
                NumberEvent event = topic.equals(Topics.SITE_EVENTS)
                        ? (NumberEvent) topologies.siteEvent(wire)
                        : (NumberEvent) topologies.outcome(wire);
                assertThat(wire.key()).isEqualTo(topic.equals(Topics.SITE_EVENTS) ? site(event) : event.phoneNumber());
                events.add(Messages.without(event));
            }
        }
        return events;
    }

    private static String site(NumberEvent event) {
        if (event instanceof Outcome outcome) {
            return outcome instanceof StateChange change ? change.siteId() : ((Rejection) outcome).siteId();
        }
        return event instanceof PendingChange claim
                ? claim.number().siteId()
                : ((ChangeAbandoned) event).number().siteId();
    }

    private static List<NumberEvent> only(Class<? extends NumberEvent> type, List<NumberEvent> events) {
        return events.stream().filter(type::isInstance).toList();
    }

    private void assertAtRest() {
        world.numbers().forEach(number -> {
            PhoneNumber expected = numbers.number(number);
            if (expected != null) {
                assertThat(expected.changeInProgress())
                        .as("in progress at %s", number)
                        .isNull();
            }
        });
        sites.assertNoOrderIsUnfinished();
        world.sites().forEach(oneATick -> {
            clock.pass(StockReport.TICK);
            topologies.tick(clock.sinceLastTick());
        });
        AtRest.assertNothingIsLeft(topologies, world, numbers, promises.mainNumbers(), topologies.stocks());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
    }
}
