package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static io.ringfence.topology.MixedReleases.NUMBER;
import static io.ringfence.topology.MixedReleases.NUMBER_KEY;
import static io.ringfence.topology.MixedReleases.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.avro.NewerRelease;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.OrderPhase;
import io.ringfence.domain.OrderProgress;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Pick;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.Standing;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Orders that a newer release began, or whose numbers one has changed: nothing is made of what is known but in part. Where
 * something is, an order and a number can refuse each other without end; hence the time-out.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NewerOrdersTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final UUID AWAITED = UUID.fromString("0e1d4a35-6c3b-4b0c-9a52-0e5bb6a1f9d4");
    private static final String PARTY = SiteKey.party(SITE, ACORN);

    @TempDir
    private Path directory;

    private MixedReleases releases;

    @BeforeEach
    void start() {
        releases = new MixedReleases(directory, NOON);
    }

    @AfterEach
    void stop() {
        releases.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"code", "order.type", "order.party.type", "order.newer", "pick.standing", "pick.newer", "newer"})
    void orderThatIsNotKnownIsLeftToWhoBeganIt(String path) {
        byte[] stored = begun(path);

        releases.topology.publish(Requests.of(Action.LOCK, NUMBER));
        releases.topology.publish(Requests.of(Action.UNLOCK, NUMBER));

        assertThat(releases.topology.orderOutcomes()).isEmpty();
        assertThat(releases.topology.changes())
                .extracting(StateChange::action)
                .containsExactly(Action.LOCK, Action.UNLOCK);
        assertThat(releases.stored(StateStores.ORDERS_IN_PROGRESS.name(), PARTY))
                .isEqualTo(stored);
        assertThat(releases.stored(StateStores.SITE_EVENTS_SET_ASIDE.name())).hasSize(2);
    }

    @Test
    void orderGoesOnOnceItIsKnown() {
        begun("pick.standing");
        releases.topology.publish(Requests.of(Action.LOCK, NUMBER));
        releases.topology.publish(Requests.of(Action.UNLOCK, NUMBER));

        releases.upgrade("Standing", "CHANGING");

        assertThat(releases.topology.orderOutcomes())
                .extracting(VoiceServiceOutcome::result)
                .containsExactly(OrderResult.FULFILLED);
        assertThat(releases.stored(StateStores.SITE_EVENTS_SET_ASIDE.name())).isEmpty();
    }

    /** Of all orders, one that is not known must not be taken for the one that ends a service. */
    @ParameterizedTest
    @ValueSource(strings = {"type", "party.type"})
    void orderThatWaitsAndIsNotKnownIsNotBegun(String path) {
        releases.topology.publish(Requests.allocate(NUMBER, ACORN));
        releases.topology.changes();
        releases.put(
                StateStores.WAITING_ORDERS.name(),
                SiteKey.waiting(PARTY, 0),
                NewerRelease.of(ToAvro.order(Orders.cease(ACORN, null)), path));

        releases.topology.publish(Orders.cease(ACORN, null));
        releases.topology.advance(Duration.ofSeconds(1));

        assertThat(releases.topology.orderOutcomes()).isEmpty();
        assertThat(releases.topology.changes()).isEmpty();
        assertThat(releases.stored(StateStores.WAITING_ORDERS.name())).hasSize(2);
    }

    @Test
    void orderOfATypeThatIsNotKnownIsRefused() {
        releases.send(Topics.ORDERS, SITE, NewerRelease.of(ToAvro.order(Orders.add(ACORN, 1)), "type"));

        assertThat(releases.topology.orderOutcomes())
                .extracting(VoiceServiceOutcome::result)
                .containsExactly(OrderResult.REJECTED);
    }

    @Test
    void ceaseWaitsForWhoKnowsTheNumberThatThePartyHas() {
        releases.topology.publish(Requests.allocate(NUMBER, ACORN));
        releases.topology.changes();
        PhoneNumber number = releases.topology.number(NUMBER).number();
        releases.rememberNewer("number.status");
        releases.put(
                StateStores.SITE_NUMBERS.name(), NUMBER_KEY, NewerRelease.of(ToAvro.listedNumber(number), "status"));

        releases.topology.publish(Orders.cease(ACORN, null));

        assertThat(releases.topology.orderOutcomes()).isEmpty();
        assertThat(releases.topology.changes()).isEmpty();
        assertThat(releases.stored(StateStores.NUMBER_HOPS_SET_ASIDE.name())).hasSize(1);
        releases.upgrade("Status", "ACTIVE");
        assertThat(releases.topology.changes())
                .extracting(StateChange::action)
                .containsExactly(Action.START_COOLING_OFF);
        assertThat(releases.topology.orderOutcomes())
                .extracting(VoiceServiceOutcome::result)
                .containsExactly(OrderResult.FULFILLED);
        assertThat(releases.stored(StateStores.NUMBER_HOPS_SET_ASIDE.name())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "kind", "newer"})
    void addPassesOverANumberThatIsNotKnown(String path) {
        PhoneNumber number = releases.topology.number(NUMBER).number();
        releases.put(StateStores.SITE_NUMBERS.name(), NUMBER_KEY, NewerRelease.of(ToAvro.listedNumber(number), path));

        releases.topology.publish(Orders.add(ACORN, 1));

        assertThat(releases.topology.orderOutcomes())
                .flatExtracting(VoiceServiceOutcome::phoneNumbers)
                .containsExactly(OTHER);
    }

    /** InputType again at once, it would be refused again at once. */
    @Test
    void orderAsksNoFurtherOnARefusalThatIsNotKnown() {
        begun(null);
        Rejection rejection = new Rejection(
                AWAITED,
                NUMBER,
                SITE,
                Action.ALLOCATE,
                "test",
                RejectionCode.INVALID_STATUS,
                "No.",
                NOON,
                null,
                List.of(),
                null);

        releases.send(Topics.SITE_EVENTS, SITE, NewerRelease.of(ToAvro.outcome(rejection), "code"));

        assertThat(releases.topology.changes()).isEmpty();
        assertThat(releases.stored(StateStores.SITE_EVENTS_SET_ASIDE.name())).hasSize(1);
    }

    /**
     * An order for one number, which it has asked for.
     *
     * @param path of what a newer release wrote of the order, or, after "pick.", of its number; null for nothing
     * @return what is stored of the order
     */
    private byte[] begun(String path) {
        OrderProgress progress = new OrderProgress(
                Orders.addReserved(ACORN, 1, false),
                OrderPhase.ALLOCATING,
                null,
                1,
                1,
                null,
                false,
                null,
                null,
                1,
                1,
                0,
                true,
                null);
        Pick pick = new Pick(
                NUMBER, Standing.FREE, 1, false, false, false, false, false, AWAITED, false, false, false, true);
        boolean ofPick = path != null && path.startsWith("pick.");
        releases.putText(StateStores.PICKS.name(), NUMBER_KEY, PARTY);
        releases.put(
                StateStores.ORDER_PICKS.name(),
                SiteKey.pick(PARTY, NUMBER),
                newer(ToAvro.pick(pick), ofPick ? path.substring("pick.".length()) : null));
        return releases.put(
                StateStores.ORDERS_IN_PROGRESS.name(),
                PARTY,
                newer(ToAvro.orderProgress(progress), ofPick ? null : path));
    }

    private static GenericRecord newer(GenericRecord record, String path) {
        return path == null ? record : NewerRelease.of(record, path);
    }
}
