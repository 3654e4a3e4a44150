package io.ringfence.topology;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.FromAvro;
import io.ringfence.avro.NewerRelease;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.PhoneNumberBuilder;
import io.ringfence.domain.Question;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.RawStore;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** A worker of this release whose topics and stores hold what a newer one wrote; and one that takes over and knows more. */
final class MixedReleases implements AutoCloseable {
    static final String NUMBER = "+442079460001";
    static final String OTHER = "+442079460002";
    static final String NUMBER_KEY = SiteKey.number(Requests.SITE, NUMBER);

    private static final List<String> STORES = List.of(
            StateStores.NUMBERS.name(),
            StateStores.COOLING_OFF.name(),
            StateStores.NUMBER_HOPS_SET_ASIDE.name(),
            StateStores.SITE_NUMBERS.name(),
            StateStores.SITES.name(),
            StateStores.MAIN_NUMBERS.name(),
            StateStores.ORDERS.name(),
            StateStores.WAITING_ORDERS.name(),
            StateStores.ORDERS_IN_PROGRESS.name(),
            StateStores.ORDER_PICKS.name(),
            StateStores.PICKS.name(),
            StateStores.SITE_INDEX.name(),
            StateStores.SITE_EVENTS_SET_ASIDE.name());

    private final Path directory;
    private AvroSerde avro;

    /** The worker. */
    TopologyFixture topology;

    /** With two numbers. */
    MixedReleases(Path directory, Instant start) {
        this.directory = directory;
        topology = new TopologyFixture(directory.resolve("older"), start, 1);
        avro = new AvroSerde(topology.registry());
        topology.publish(Requests.provision(NUMBER));
        topology.publish(Requests.provision(OTHER));
        topology.changes();
    }

    /** Sends a record as it is. */
    void send(Topics.Topic topic, String key, GenericRecord value) {
        byte[] bytes = avro.serializer().serialize(topic.name(), value);
        topology.publish(topic, new TestRecord<>(TopologyFixture.bytes(key), bytes, topology.now()));
    }

    /** Has the number's owner remember of it what only a newer release knows, and returns how. */
    byte[] rememberNewer(String path) {
        return put(
                StateStores.NUMBERS.name(), NUMBER, NewerRelease.of(ToAvro.numberEntry(topology.number(NUMBER)), path));
    }

    /** As if it had been restored. */
    byte[] put(String store, String key, GenericRecord value) {
        byte[] bytes = avro.serializer().serialize(store, value);
        put(topology, store, Bytes.wrap(TopologyFixture.bytes(key)), bytes);
        return bytes;
    }

    void putText(String store, String key, String value) {
        put(topology, store, Bytes.wrap(TopologyFixture.bytes(key)), TopologyFixture.bytes(value));
    }

    byte[] stored(String store, String key) {
        return bytes(topology, store).get(Bytes.wrap(TopologyFixture.bytes(key)));
    }

    List<KeyValue<Bytes, byte[]>> stored(String store) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = bytes(topology, store).all()) {
            all.forEachRemaining(entries::add);
        }
        return entries;
    }

    GenericRecord read(byte[] bytes) {
        return avro.deserializer().deserialize("any", bytes);
    }

    PhoneNumber listed() {
        return FromAvro.phoneNumber(read(stored(StateStores.SITE_NUMBERS.name(), NUMBER_KEY)));
    }

    /** A request for a main number whose claim has no answer yet. */
    ActionRequest claim(Party party) {
        topology.publish(Requests.allocate(NUMBER, party));
        topology.changes();
        NumberEntry entry = topology.number(NUMBER);
        ActionRequest request = Requests.of(Action.NOMINATE_MAIN_NUMBER, NUMBER);
        PhoneNumber number = entry.number();
        PhoneNumber changing = number(
                number,
                number.status(),
                party,
                false,
                number.version(),
                new ChangeInProgress(request.requestId(), request.action(), topology.now(), Question.MAIN_NUMBER));
        put(
                StateStores.NUMBERS.name(),
                NUMBER,
                ToAvro.numberEntry(new NumberEntry(entry.version(), changing, Requests.onItsTopic(request))));
        return request;
    }

    /** The next change of the number, of which its owner does not know. */
    StateChange change(StateChange last, Status status, Party party, boolean mainNumber) {
        PhoneNumber before = last == null ? topology.number(NUMBER).number() : last.after();
        long version = before.version() + 1;
        return new StateChange(
                UUID.randomUUID(),
                NUMBER,
                Requests.SITE,
                Action.UNLOCK,
                "test",
                version,
                topology.now(),
                before,
                number(before, status, party, mainNumber, version, null));
    }

    private static PhoneNumber number(
            PhoneNumber number, Status status, Party party, boolean mainNumber, long version, ChangeInProgress change) {
        return PhoneNumberBuilder.builder()
                .phoneNumber(number.phoneNumber())
                .siteId(number.siteId())
                .details(number.details())
                .status(status)
                .allocatedTo(party)
                .mainNumber(mainNumber)
                .changeInProgress(change)
                .version(version)
                .updatedAt(number.updatedAt())
                .build();
    }

    /** A worker takes over that knows what the symbol is that this release does not know. */
    void upgrade(String enumName, String symbol) {
        TopologyFixture newer = new TopologyFixture(directory.resolve("newer"), topology.now(), 1);
        newer.registry().takeOver(topology.registry(), schema -> NewerRelease.learned(schema, enumName, symbol));
        for (String store : STORES) {
            stored(store).forEach(entry -> put(newer, store, entry.key, entry.value));
        }
        close();
        topology = newer;
        avro = new AvroSerde(newer.registry());
        for (int tick = 0; tick < 10; tick++) {
            topology.advance(Duration.ofMillis(100));
        }
    }

    private static void put(TopologyFixture topology, String store, Bytes key, byte[] value) {
        RawStore.innermost(topology.driver().getKeyValueStore(store)).put(key, value);
    }

    private static KeyValueStore<Bytes, byte[]> bytes(TopologyFixture topology, String store) {
        return RawStore.of(topology.driver().getKeyValueStore(store));
    }

    @Override
    public void close() {
        topology.close();
        avro.close();
    }
}
