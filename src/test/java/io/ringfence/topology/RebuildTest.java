package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.avro.AvroSerde;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.EntitlementKey;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.Rules;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.history.Chronicle;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.Topologies;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are made anew from outcomes, in whatever order those come. */
class RebuildTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final String FIRST = "+442079460000";
    private static final String SECOND = "+442079460001";
    private static final Party ELM = new Party(PartyType.OCCUPIER, "elm", "Elm");

    private final RebuildProgress progress = new RebuildProgress();
    private TopologyFixture before;
    private TopologyTestDriver anew;

    @BeforeEach
    void start(@TempDir Path directory) {
        before = new TopologyFixture(directory.resolve("before"), NOON, 1);
        RingfenceTopology ringfence = Topologies.of(
                new AvroSerde(before.registry()),
                new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), Set.of()),
                Optional.empty(),
                1,
                Proceedings.UNHEARD);
        anew = new TopologyTestDriver(
                new RebuildTopology(ringfence, "hop-of-numbers", "hop-of-orders", progress).build(),
                TopologyFixture.settings(directory.resolve("anew")),
                NOON);
    }

    @AfterEach
    void stop() {
        anew.close();
        before.close();
    }

    @Test
    void mainNumberIsKnownThoughTheOneBeforeItIsHeardOfLater() {
        List<StateChange> ofFirst = lives(
                Requests.provision(FIRST),
                Requests.of(Action.NOMINATE_MAIN_NUMBER, FIRST),
                Requests.allocate(FIRST, ELM),
                Requests.of(Action.DEALLOCATE, FIRST));
        List<StateChange> ofSecond = lives(
                Requests.provision(SECOND),
                Requests.of(Action.NOMINATE_MAIN_NUMBER, SECOND),
                Requests.allocate(SECOND, ELM));

        ofSecond.forEach(this::take);
        ofFirst.forEach(this::take);
        tell();

        assertThat(this.<String>store(StateStores.MAIN_NUMBERS.name()).get(SiteKey.party(SITE, ELM)))
                .isEqualTo(SECOND);
    }

    @Test
    void changesAreMadeOneAfterTheOtherInWhateverOrderTheyCome() {
        List<StateChange> changes = lives(
                Requests.provision(FIRST),
                Requests.allocate(FIRST, ELM),
                Requests.of(Action.ACTIVATE, FIRST),
                Requests.assign(FIRST, "u"));
        List<StateChange> backwards = new ArrayList<>(changes);
        Collections.reverse(backwards);

        backwards.forEach(this::take);

        assertThat(this.<NumberEntry>store(StateStores.NUMBERS.name()).get(FIRST))
                .isEqualTo(NumberEntry.after(changes.get(3)));
        assertThat(RebuildTopology.gap(early())).isEmpty();
        tell();
        assertThat(this.<Object>store(StateStores.SITE_NUMBERS.name()).get(SiteKey.number(SITE, FIRST)))
                .isEqualTo(changes.get(3).after());
    }

    /** As where the partition that has the later ones is read first. */
    @Test
    void howeverManyChangesCameEarlyTheyAreMade() {
        List<StateChange> changes = Chronicle.locksAndUnlocks(1, 10_000);

        changes.subList(1, changes.size()).forEach(this::take);
        take(changes.get(0));

        StateChange last = changes.get(changes.size() - 1);
        assertThat(this.<NumberEntry>store(StateStores.NUMBERS.name()).get(last.phoneNumber()))
                .isEqualTo(NumberEntry.after(last));
    }

    @Test
    void changeThatIsMissingIsNamed() {
        List<StateChange> changes =
                lives(Requests.provision(FIRST), Requests.allocate(FIRST, ELM), Requests.of(Action.ACTIVATE, FIRST));

        take(changes.get(0));
        take(changes.get(2));

        assertThat(RebuildTopology.gap(early())).contains(FIRST + " before version 3");
    }

    /** Whoever brought the changes here may have read those that were never committed. */
    @Test
    void changesThatContradictEachOtherAreRefused() {
        List<StateChange> changes = lives(Requests.provision(FIRST), Requests.of(Action.LOCK, FIRST));
        take(changes.get(0));
        take(otherThan(changes.get(1)));

        assertThatThrownBy(() -> take(changes.get(1)))
                .rootCause()
                .hasMessageContaining("Version 2 of " + FIRST)
                .hasMessageContaining("read_committed");
    }

    @Test
    void changeThatDoesNotFollowFromTheOneBeforeIsRefused() {
        List<StateChange> changes =
                lives(Requests.provision(FIRST), Requests.of(Action.LOCK, FIRST), Requests.of(Action.UNLOCK, FIRST));
        take(changes.get(0));
        take(otherThan(changes.get(1)));

        assertThatThrownBy(() -> take(changes.get(2))).rootCause().hasMessageContaining("Version 3 of " + FIRST);
    }

    /** Copies are made at least once. */
    @Test
    void changeThatCameTwiceIsMadeOnce() {
        List<StateChange> changes = lives(Requests.provision(FIRST), Requests.of(Action.LOCK, FIRST));

        changes.forEach(this::take);
        changes.forEach(this::take);

        assertThat(this.<NumberEntry>store(StateStores.NUMBERS.name()).get(FIRST))
                .isEqualTo(NumberEntry.after(changes.get(1)));
    }

    @Test
    void whateverHadItsOutcomeIsKnownUnlessItsIdIsLeftToAnother() {
        ActionRequest accepted = Requests.provision(FIRST);
        ActionRequest refused = Requests.of(Action.ACTIVATE, FIRST);
        ActionRequest astray = Requests.allocate(FIRST, ELM);
        lives(accepted).forEach(this::take);
        before.publish(refused);
        before.publish(Topics.PROVISIONING, astray);
        List<Rejection> rejections = before.rejections();
        assertThat(rejections)
                .extracting(Rejection::code)
                .containsExactly(RejectionCode.INVALID_STATUS, RejectionCode.NOT_PERMITTED);
        rejections.forEach(this::take);

        assertThat(known(accepted)).isTrue();
        assertThat(known(refused)).isTrue();
        assertThat(known(astray)).isFalse();
    }

    @Test
    void whatIsPastTheWindowIsNotRemembered() {
        ActionRequest request = Requests.provision(FIRST);
        StateChange change = lives(request).get(0);
        anew.advanceWallClockTime(TopologyFixture.WINDOW);

        take(change);

        assertThat(known(request)).isFalse();
        assertThat(this.<NumberEntry>store(StateStores.NUMBERS.name()).get(FIRST))
                .isNotNull();
    }

    @Test
    void ordersAreKnownByTheirOutcomes() {
        lives(Requests.provision(FIRST));
        VoiceServiceOrder order = Orders.cease(ACORN, null);
        before.publish(order);
        VoiceServiceOutcome outcome = before.orderOutcomes().get(0);

        take(Topics.ORDER_OUTCOMES, SITE, before.codec().encode(outcome));

        byte[] remembered = this.<byte[]>store(StateStores.ORDERS.name()).get(SiteKey.order(SITE, order.orderId()));
        assertThat(RememberedOrder.of(remembered).isOf(Fingerprint.of(order))).isTrue();
        assertThat(before.codec()
                        .decodeOrderOutcome(
                                RememberedOrder.of(remembered).outcome().orElseThrow()))
                .isEqualTo(outcome);
    }

    @Test
    void limitsAreInForceAndNobodyIsToldOfStock() {
        lives(Requests.provision(FIRST)).forEach(this::take);
        EntitlementChange limit = new EntitlementChange(SITE, ELM, OptionalInt.of(2));
        before.publish(limit);
        take(Topics.ENTITLEMENTS, EntitlementKey.of(SITE, ELM).text(), before.encoded(new Entitlement(SITE, ELM, 2)));
        tell();
        anew.advanceWallClockTime(StockReport.TICK.multipliedBy(2));

        assertThat(LimitedParties.isIn(store(StateStores.LIMITED_PARTIES.name()), SITE, ELM))
                .isTrue();
        assertThat(anew.producedTopicNames()).doesNotContain(Topics.SITE_STOCK.name());
    }

    /** Another change of the same version. */
    private static StateChange otherThan(StateChange change) {
        return new StateChange(
                UUID.randomUUID(),
                change.phoneNumber(),
                change.siteId(),
                Action.ALLOCATE,
                change.requestedBy(),
                change.version(),
                change.changedAt(),
                change.before(),
                change.before()
                        .withStatus(Status.RESERVED)
                        .withAllocatedTo(ELM)
                        .withVersion(change.version())
                        .withUpdatedAt(change.changedAt()));
    }

    /** What the topology makes of the requests: accepts them. */
    private List<StateChange> lives(ActionRequest... requests) {
        for (ActionRequest request : requests) {
            before.publish(request);
        }
        List<StateChange> changes = before.changes();
        assertThat(changes).hasSameSizeAs(requests);
        return changes;
    }

    private void take(Outcome outcome) {
        take(
                outcome instanceof StateChange ? Topics.STATE_CHANGES : Topics.REJECTIONS,
                outcome.phoneNumber(),
                before.codec().encode(outcome));
    }

    private void take(Topics.Topic topic, String key, byte[] value) {
        anew.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, NOON));
    }

    private void tell() {
        progress.taken();
        anew.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(progress.isTold(1)).isTrue();
    }

    private boolean known(ActionRequest request) {
        return new DedupeStore(
                        anew.getWindowStore(StateStores.REQUESTS), new DedupeStore.Window(TopologyFixture.WINDOW))
                .find(request.phoneNumber(), request.requestId(), Fingerprint.of(Requests.onItsTopic(request)), NOON)
                .isPresent();
    }

    private KeyValueStore<Bytes, byte[]> early() {
        return anew.getKeyValueStore(RebuildTopology.EARLY_CHANGES.name());
    }

    private <V> KeyValueStore<String, V> store(String name) {
        return anew.getKeyValueStore(name);
    }
}
