package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.query.DrivenReadModel;
import io.ringfence.support.model.ModelStock;
import io.ringfence.support.model.ModelWhole;
import io.ringfence.support.property.Coverage;
import io.ringfence.support.property.DryRunCheck;
import io.ringfence.support.property.Inputs;
import io.ringfence.support.property.Messages;
import io.ringfence.support.property.Promises;
import io.ringfence.support.property.Sender;
import io.ringfence.support.property.Step;
import io.ringfence.support.property.Story;
import io.ringfence.support.property.Tale;
import io.ringfence.support.property.World;
import io.ringfence.support.requests.SentOrder;
import io.ringfence.support.streams.TopologyFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** A try of the whole topology, one input at a time: the model says to the last field what comes of each. */
final class Undisturbed implements Inputs.Recipient {
    private final TopologyFixture topology;
    private final World world;
    private final Coverage coverage;
    private final ModelWhole model = new ModelWhole();
    private final Promises promises = new Promises();
    private final Inputs inputs;
    private final DryRunCheck dryRuns;
    private final Set<UUID> notPermitted = new HashSet<>();
    private final Story story = new Story();

    Undisturbed(TopologyFixture topology, World world, Coverage coverage) {
        this.topology = topology;
        this.world = world;
        this.coverage = coverage;
        dryRuns = new DryRunCheck(() -> DrivenReadModel.over(topology));
        inputs = new Inputs(new Sender(world, model.numbers()), this);
    }

    void run(List<Step> steps) {
        story.of(() -> {
            inputs.makeWorld();
            steps.forEach(this::take);
            tick();
            world.sites().forEach(oneATick -> topology.advance(StockReport.TICK));
            AtRest.assertNothingIsLeft(topology, world, model.numbers(), promises.mainNumbers(), topology.stocks());
            world.sites().forEach(this::assertStockIsAnswered);
        });
    }

    private void assertStockIsAnswered(String site) {
        assertThat(DrivenReadModel.over(topology).stock(site))
                .contains(ModelStock.of(site, model.numbers().at(site), AtRest.STOCK_LOW));
    }

    private void take(Step step) {
        story.tell(step.toString());
        if (!inputs.take(step)) {
            throw new IllegalArgumentException("Nothing is on its way here: " + step);
        }
    }

    @Override
    public void send(Envelope request) {
        story.tell(Tale.of(request.request()));
        List<NumberEvent> expected = model.ask(request, topology.now());
        DryRunCheck.assertCameTrue(dryRuns.of(request), expected);
        topology.publish(request);
        if (expected.isEmpty()) {
            coverage.saw("duplicate request");
        }
        if (expected.size() > 1 && expected.get(0) instanceof StateChange) {
            coverage.saw("cooling off ended by a request");
        }
        assertEvents(expected);
        assertThat(topology.orderOutcomes()).isEmpty();
    }

    @Override
    public void send(SentOrder sent) {
        VoiceServiceOrder order = sent.order();
        story.tell(Tale.of(order));
        ModelWhole.Result expected = model.order(sent, topology.now());
        VoiceServiceOutcome dryRun = dryRuns.of(sent);
        topology.publish(sent);
        assertEvents(expected.events());
        List<VoiceServiceOutcome> outcomes = topology.orderOutcomes();
        if (expected.outcome() == null) {
            coverage.saw("duplicate order");
            assertThat(outcomes).isEmpty();
            return;
        }
        assertThat(outcomes).hasSize(1);
        VoiceServiceOutcome outcome = outcomes.get(0);
        assertThat(outcome.message()).isNotBlank().contains(expected.outcome().message());
        assertThat(outcome).usingRecursiveComparison().ignoringFields("message").isEqualTo(expected.outcome());
        DryRunCheck.assertCameTrue(dryRun, sent, outcome);
        cover(order, outcome);
    }

    private void cover(VoiceServiceOrder order, VoiceServiceOutcome outcome) {
        coverage.saw(Coverage.order(outcome.result()));
        if (outcome.code() != null) {
            coverage.saw(Coverage.orderRefused(outcome.code()));
        }
        if (outcome.result() == OrderResult.FULFILLED) {
            coverage.saw(order.type() == OrderType.CEASE ? "ceased" : Coverage.added(order));
        }
    }

    @Override
    public void send(EntitlementChange change) {
        story.tell(Tale.of(change));
        model.entitle(change);
        topology.publish(change);
    }

    @Override
    public Instant now() {
        return topology.now();
    }

    @Override
    public void pass(Duration time) {
        topology.advanceRecordsOnly(time);
    }

    @Override
    public void tick() {
        topology.catchUp();
        List<StateChange> changes = topology.changes();
        while (!changes.isEmpty()) {
            changes.stream().filter(change -> world.has(change.phoneNumber())).forEach(this::assertEndedByTime);
            topology.advance(CoolingOffClock.TICK);
            changes = topology.changes();
        }
        world.numbers().forEach(number -> assertThat(model.numbers().isDue(number, topology.now()))
                .as("%s still cools off", number)
                .isFalse());
    }

    private void assertEndedByTime(StateChange change) {
        coverage.saw("cooling off ended by the clock");
        assertThat(change).isEqualTo(model.tick(change.phoneNumber(), topology.now()));
        follow(change);
    }

    /** Numbers are independent of each other: what comes of one input may come in any order between them. */
    private void assertEvents(List<NumberEvent> expected) {
        List<StateChange> changes = topology.changes();
        assertThat(perNumber(changes)).isEqualTo(perNumber(expected));
        assertThat(topology.rejections().stream().map(Messages::without).toList())
                .isEqualTo(expected.stream().filter(Rejection.class::isInstance).toList());
        expected.stream()
                .filter(Rejection.class::isInstance)
                .forEach(rejection -> coverage.saw(Coverage.refused(((Rejection) rejection).code())));
        expected.forEach(this::coverIds);
        assertThat(changes.stream().map(StateChange::requestId).filter(id -> id != null))
                .doesNotHaveDuplicates();
        changes.forEach(this::follow);
    }

    private void coverIds(NumberEvent event) {
        if (event instanceof StateChange change && notPermitted.contains(change.requestId())) {
            coverage.saw("accepted where it belongs");
        }
        if (event instanceof Rejection rejection && rejection.code() == RejectionCode.NOT_PERMITTED) {
            notPermitted.add(rejection.requestId());
        }
    }

    private void follow(StateChange change) {
        coverage.saw(Coverage.accepted(change.action()));
        promises.follow(change);
    }

    private static Map<String, List<StateChange>> perNumber(List<? extends NumberEvent> events) {
        return events.stream()
                .filter(StateChange.class::isInstance)
                .map(event -> withoutIdOfOrder((StateChange) event))
                .collect(Collectors.groupingBy(StateChange::phoneNumber, TreeMap::new, Collectors.toList()));
    }

    /** How an order's ids are made is nobody's business. */
    private static StateChange withoutIdOfOrder(StateChange change) {
        UUID id = change.requestedBy().startsWith("order") ? null : change.requestId();
        return new StateChange(
                id,
                change.phoneNumber(),
                change.siteId(),
                change.action(),
                change.requestedBy(),
                change.version(),
                change.changedAt(),
                change.before(),
                change.after());
    }
}
