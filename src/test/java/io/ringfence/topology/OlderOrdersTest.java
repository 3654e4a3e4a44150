package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.RawStore;
import io.ringfence.support.streams.TopologyFixture;
import io.ringfence.support.streams.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the release before has left: sites without an index, and orders that keep their numbers in one record. */
class OlderOrdersTest {
    private static final int NUMBERS = 40;
    private static final UUID AWAITED = UUID.fromString("0e1d4a35-6c3b-4b0c-9a52-0e5bb6a1f9d4");
    private static final String PARTY = SiteKey.party(SITE, ACORN);

    private final Deque<Wire> onTheirWay = new ArrayDeque<>();
    private final List<VoiceServiceOutcome> outcomes = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-10T12:00:00Z");
    private SubTopologies topologies;

    @BeforeEach
    void start(@TempDir Path directory) {
        topologies = new SubTopologies(directory, Set.of(), now);
        IntStream.range(0, NUMBERS).forEach(i -> take(Requests.provision(number(i))));
    }

    @AfterEach
    void stop() {
        topologies.close();
    }

    @Test
    void indexIsMadeBeforeOrdersAreBegun() {
        take(Requests.allocate(number(3), ACORN));
        take(Requests.allocate(number(7), ACORN));
        take(Requests.of(Action.LOCK, number(0)));
        take(Requests.of(Action.NOMINATE_MAIN_NUMBER, number(5)));
        upgrade();

        take(Orders.addWithMainNumber(ACORN, 4));
        take(Requests.of(Action.DEALLOCATE, number(7)));
        assertThat(outcomes).isEmpty();
        tick();

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.result()).isEqualTo(OrderResult.FULFILLED);
            assertThat(outcome.mainNumber()).isEqualTo(number(5));
            assertThat(outcome.phoneNumbers()).containsExactly(number(1), number(2), number(3), number(4), number(5));
        });
        assertIndexed();
    }

    @Test
    void additionGoesOn() {
        upgrade(progress(
                Orders.addWithMainNumber(ACORN, 1),
                List.of(pick(number(0), "FREE", AWAITED), pick(number(1), "RESERVED", null)),
                List.of()));
        take(Requests.allocate(number(1), ACORN));

        tick();

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.result()).isEqualTo(OrderResult.FULFILLED);
            assertThat(outcome.phoneNumbers()).containsExactly(number(0), number(1));
            assertThat(outcome.mainNumber()).isEqualTo(number(0));
        });
        assertIndexed();
    }

    @Test
    void cessationGoesOn() {
        take(Requests.allocate(number(1), ACORN));
        upgrade(progress(
                Orders.cease(ACORN, null),
                List.of(pick(number(1), "RESERVED", AWAITED)),
                List.of(number(4), number(2))));

        tick();

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.result()).isEqualTo(OrderResult.FULFILLED);
            assertThat(outcome.phoneNumbers()).containsExactly(number(1), number(2), number(4));
        });
        assertIndexed();
    }

    /** What it has remembered is forgotten some day too. */
    @Test
    void ordersAreForgotten() {
        take(Orders.add(ACORN, 1));
        upgrade();
        tick();
        assertThat(remembered()).isEqualTo(1);

        now = now.plus(TopologyFixture.ORDER_RETENTION).plus(Duration.ofDays(1));
        topologies.tick(TopologyFixture.ORDER_RETENTION.plus(Duration.ofDays(1)));
        tick();

        assertThat(remembered()).isZero();
    }

    private long remembered() {
        long count = 0;
        try (KeyValueIterator<String, byte[]> all =
                topologies.<byte[]>store(StateStores.ORDERS.name()).all()) {
            for (; all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }

    private void assertIndexed() {
        List<PhoneNumber> listed = new ArrayList<>();
        try (KeyValueIterator<String, PhoneNumber> all =
                topologies.<PhoneNumber>store(StateStores.SITE_NUMBERS.name()).all()) {
            all.forEachRemaining(entry -> listed.add(entry.value));
        }
        AtRest.assertIndexed(topologies, SITE, listed);
        Set.of(StateStores.ORDERS_IN_PROGRESS.name(), StateStores.ORDER_PICKS.name(), StateStores.PICKS.name())
                .forEach(store ->
                        assertThat(isEmpty(store)).as("%s is empty", store).isTrue());
    }

    private boolean isEmpty(String store) {
        try (KeyValueIterator<String, Object> all = topologies.store(store).all()) {
            return !all.hasNext();
        }
    }

    /** The release before kept no index, and fingerprints of orders alone. */
    private void upgrade() {
        KeyValueStore<Bytes, byte[]> index = raw(StateStores.SITE_INDEX.name());
        keys(index).forEach(index::delete);
        KeyValueStore<Bytes, byte[]> orders = raw(StateStores.ORDERS.name());
        keys(orders).forEach(key -> orders.put(key, Arrays.copyOf(orders.get(key), Fingerprint.LENGTH)));
        topologies.restart(now);
    }

    private void upgrade(GenericRecord progress) {
        raw(StateStores.ORDERS_IN_PROGRESS.name())
                .put(Bytes.wrap(TopologyFixture.bytes(PARTY)), topologies.encoded(progress));
        ((List<?>) progress.get("picks")).forEach(pick -> raw(StateStores.PICKS.name())
                .put(
                        Bytes.wrap(TopologyFixture.bytes(SiteKey.number(
                                SITE, ((GenericRecord) pick).get("phoneNumber").toString()))),
                        TopologyFixture.bytes(PARTY)));
        upgrade();
    }

    private static List<Bytes> keys(KeyValueStore<Bytes, byte[]> store) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private KeyValueStore<Bytes, byte[]> raw(String store) {
        return RawStore.innermost((StateStore) topologies.store(store));
    }

    private static Schema schema() {
        try {
            return new Schema.Parser()
                    .parse(Path.of("schemas", "history", "OrderProgress", "1.avsc")
                            .toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static GenericRecord progress(VoiceServiceOrder order, List<GenericRecord> picks, List<String> ceased) {
        Schema schema = schema();
        GenericRecord now = ToAvro.order(order);
        GenericRecord then = new GenericData.Record(schema.getField("order").schema());
        then.getSchema().getFields().forEach(field -> then.put(field.name(), now.get(field.name())));
        then.put("orderId", order.orderId().toString());
        then.put(
                "type",
                new GenericData.EnumSymbol(then.getSchema().getField("type").schema(), order.type()));
        Schema party = then.getSchema().getField("party").schema().getTypes().get(1);
        then.put(
                "party",
                new GenericRecordBuilder(party)
                        .set(
                                "type",
                                new GenericData.EnumSymbol(
                                        party.getField("type").schema(), ACORN.type()))
                        .set("id", ACORN.id())
                        .set("name", ACORN.name())
                        .build());
        then.put("coolingOffDate", order.coolingOffDate() == null ? (int) 20_600 : null);
        return new GenericRecordBuilder(schema)
                .set("order", then)
                .set("picks", picks)
                .set("ceased", ceased)
                .set("asked", 5)
                .build();
    }

    private static GenericRecord pick(String phoneNumber, String standing, UUID awaited) {
        Schema pick = schema().getField("picks").schema().getElementType();
        return new GenericRecordBuilder(pick)
                .set("phoneNumber", phoneNumber)
                .set(
                        "standing",
                        new GenericData.EnumSymbol(pick.getField("standing").schema(), standing))
                .set("version", standing.equals("FREE") ? 1L : 2L)
                .set("mainNumber", false)
                .set("nominatedByOrder", false)
                .set("awaited", awaited == null ? null : awaited.toString())
                .build();
    }

    private void take(ActionRequest request) {
        onTheirWay.add(topologies.wire(request));
        deliver();
    }

    private void take(VoiceServiceOrder order) {
        onTheirWay.add(topologies.wire(order));
        deliver();
    }

    /** Whatever is put off is done. */
    private void tick() {
        for (int i = 0; i < 50; i++) {
            now = now.plus(Turns.TICK);
            carry(topologies.tick(Turns.TICK));
            deliver();
        }
        topologies.tick(OrderMemory.TICK);
    }

    private void deliver() {
        while (!onTheirWay.isEmpty()) {
            now = now.plusMillis(1);
            carry(topologies.deliver(onTheirWay.remove(), now));
        }
    }

    private void carry(List<Wire> produced) {
        for (Wire wire : produced) {
            if (wire.topic().equals(Topics.ORDER_OUTCOMES)) {
                outcomes.add(topologies.orderOutcome(wire));
            } else if (Set.of(Topics.SITE_EVENTS, Topics.CLAIM_ANSWERS, Topics.ORDER_REQUESTS)
                    .contains(wire.topic())) {
                onTheirWay.add(wire);
            }
        }
    }

    private static String number(int index) {
        return "+44207946%04d".formatted(index);
    }
}
