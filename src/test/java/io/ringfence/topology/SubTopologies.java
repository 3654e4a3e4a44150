package io.ringfence.topology;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.FromAvro;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.Channel;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.EntitlementKey;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Rules;
import io.ringfence.domain.SiteEvent;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.StockPolicy;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.requests.SentOrder;
import io.ringfence.support.streams.Stores;
import io.ringfence.support.streams.Topologies;
import io.ringfence.support.streams.TopologyFixture;
import io.ringfence.support.streams.Wire;
import io.ringfence.support.streams.WireReader;
import io.ringfence.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The two topologies of the topology, each driven by itself. A driver of both carries every record through all its hops
 * before it takes the next; here each hop is the test's to make, when it likes.
 */
final class SubTopologies implements Stores, WireReader {
    /** What the voice platform has to carry out in the property: what orders ask for among it, and what undoes that. */
    static final Set<Action> FULFILLED = Set.of(Action.ALLOCATE, Action.DEALLOCATE, Action.ACTIVATE, Action.DEACTIVATE);

    private final AvroSerde avro = new AvroSerde(new InMemoryRegistry());
    private final RecordCodec codec = new RecordCodec(avro);
    private final Path stateDirectory;
    private final Set<Action> fulfilled;
    private final Proceedings proceedings;
    private TopologyTestDriver numbers;
    private TopologyTestDriver sites;
    private final Map<Topics.Topic, TestInputTopic<String, byte[]>> inputs = new HashMap<>();

    SubTopologies(Path stateDirectory, Set<Action> fulfilled, Instant start) {
        this(stateDirectory, fulfilled, start, Proceedings.UNHEARD);
    }

    /** With somebody who hears of what is done. */
    SubTopologies(Path stateDirectory, Set<Action> fulfilled, Instant start, Proceedings proceedings) {
        this.stateDirectory = stateDirectory;
        this.fulfilled = fulfilled;
        this.proceedings = proceedings;
        start(start, Topologies.STOCK);
    }

    /** Stops both, and starts them on the state that they have left. */
    void restart(Instant at) {
        restart(at, Topologies.STOCK);
    }

    void restart(Instant at, StockPolicy policy) {
        numbers.close();
        sites.close();
        start(at, policy);
    }

    private void start(Instant start, StockPolicy policy) {
        Rules rules = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), fulfilled);
        RingfenceTopology ringfence = Topologies.of(avro, rules, policy, 1, proceedings);
        Topology ofNumbers = new Topology();
        ringfence.addNumbers(ofNumbers);
        ringfence.addToSites(ofNumbers, ringfence.orders(), ringfence.entitlements());
        numbers = driver(ofNumbers, stateDirectory.resolve("numbers"), start);
        Topology ofSites = new Topology();
        ringfence.addSites(ofSites);
        sites = driver(ofSites, stateDirectory.resolve("sites"), start);
        Stream.of(
                        Topics.ACTIONS,
                        Topics.PROVISIONING,
                        Topics.ORDERS,
                        Topics.ENTITLEMENTS,
                        Topics.FULFILMENT_RESULTS,
                        Topics.CLAIM_ANSWERS,
                        Topics.LIMITED_PARTIES,
                        Topics.ORDER_REQUESTS)
                .forEach(topic -> inputs.put(topic, input(numbers, topic)));
        inputs.put(Topics.SITE_EVENTS, input(sites, Topics.SITE_EVENTS));
    }

    /** A driver deletes its state when it is closed. Here it finds a link to it, and deletes that. */
    private static TopologyTestDriver driver(Topology topology, Path directory, Instant start) {
        try {
            Path state = Files.createDirectories(directory.resolve("state"));
            Path tasks = Files.createDirectories(directory.resolve("streams").resolve("ringfence"));
            Files.createSymbolicLink(tasks.resolve("0_0"), state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TopologyTestDriver(topology, TopologyFixture.settings(directory.resolve("streams")), start);
    }

    private static TestInputTopic<String, byte[]> input(TopologyTestDriver driver, Topics.Topic topic) {
        return driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
    }

    /** Delivers the record at the given time of its broker, and returns what its sub-topology makes of it. */
    List<Wire> deliver(Wire record, Instant at) {
        inputs.get(record.topic())
                .pipeInput(new TestRecord<>(
                        record.key(), record.value(), record.trace().headers(), at));
        return Stream.concat(produced(numbers), produced(sites)).toList();
    }

    /** Lets the clocks of both go on. */
    List<Wire> tick(Duration time) {
        numbers.advanceWallClockTime(time);
        sites.advanceWallClockTime(time);
        return Stream.concat(produced(numbers), produced(sites)).toList();
    }

    /** What was told of sites' stock since this was last asked for; no part of what is delivered on. */
    List<SiteStock> stocks() {
        return produced(sites, Stream.of(Topics.SITE_STOCK))
                .map(wire -> TopologyFixture.stock(avro, wire.key(), wire.value()))
                .toList();
    }

    private static Stream<Wire> produced(TopologyTestDriver driver) {
        return produced(driver, Topics.all().stream().filter(topic -> !topic.equals(Topics.SITE_STOCK)));
    }

    private static Stream<Wire> produced(TopologyTestDriver driver, Stream<Topics.Topic> topics) {
        return topics.filter(topic -> driver.producedTopicNames().contains(topic.name()))
                .flatMap(topic -> driver
                        .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                        .stream()
                        .map(record -> new Wire(topic, record.key(), record.value(), Trace.of(record.headers()))));
    }

    Wire wire(Envelope request) {
        Topics.Topic topic = Topics.of(request.channel());
        return new Wire(
                topic,
                request.key(),
                avro.serializer().serialize(topic.name(), ToAvro.actionRequest(request.request())));
    }

    Wire wire(ActionRequest request) {
        return wire(Requests.onItsTopic(request));
    }

    Wire wire(VoiceServiceOrder order) {
        return wire(new SentOrder(order.siteId(), order));
    }

    Wire wire(SentOrder sent) {
        return new Wire(
                Topics.ORDERS,
                sent.key(),
                avro.serializer().serialize(Topics.ORDERS.name(), ToAvro.order(sent.order())));
    }

    /** A change on its way to its site. */
    Wire wire(StateChange change) {
        return new Wire(Topics.SITE_EVENTS, change.siteId(), codec.encode(change));
    }

    @Override
    public Outcome outcome(Wire wire) {
        return codec.decode(wire.value());
    }

    @Override
    public SiteEvent siteEvent(Wire wire) {
        return codec.siteEvent(wire.value()).event();
    }

    /** What the voice platform says. */
    Wire wire(Answer result) {
        return new Wire(
                Topics.FULFILMENT_RESULTS,
                result.phoneNumber(),
                avro.serializer().serialize(Topics.FULFILMENT_RESULTS.name(), ToAvro.fulfilmentResult(result)));
    }

    Wire wire(EntitlementChange change) {
        String key = EntitlementKey.of(change.siteId(), change.party()).text();
        byte[] value = change.voiceServices().isEmpty()
                ? null
                : avro.serializer()
                        .serialize(
                                Topics.ENTITLEMENTS.name(),
                                ToAvro.entitlement(new Entitlement(
                                        change.siteId(),
                                        change.party(),
                                        change.voiceServices().getAsInt())));
        return new Wire(Topics.ENTITLEMENTS, key, value);
    }

    FulfilmentRequest fulfilment(Wire wire) {
        return FromAvro.fulfilmentRequest(
                avro.deserializer().deserialize(wire.topic().name(), wire.value()));
    }

    LimitedParty limited(Wire wire) {
        return ((ReceivedLimit) codec.hop(wire.topic().name(), wire.value())).limited();
    }

    @Override
    public Answer answer(Wire wire) {
        return ((ReceivedAnswer) codec.hop(wire.topic().name(), wire.value())).answer();
    }

    @Override
    public Envelope request(Wire wire) {
        Channel channel = Stream.of(Channel.values())
                .filter(candidate -> Topics.of(candidate).equals(wire.topic()))
                .findFirst()
                .orElseThrow();
        return new Envelope(
                channel,
                wire.key(),
                FromAvro.actionRequest(
                        avro.deserializer().deserialize(wire.topic().name(), wire.value())));
    }

    @Override
    public VoiceServiceOutcome orderOutcome(Wire wire) {
        return FromAvro.orderOutcome(
                avro.deserializer().deserialize(wire.topic().name(), wire.value()));
    }

    byte[] encoded(GenericRecord value) {
        return avro.serializer().serialize("any", value);
    }

    @Override
    public <V> KeyValueStore<String, V> store(String name) {
        return name.equals(StateStores.NUMBERS.name()) ? numbers.getKeyValueStore(name) : sites.getKeyValueStore(name);
    }

    @Override
    public void close() {
        numbers.close();
        sites.close();
        avro.close();
    }
}
