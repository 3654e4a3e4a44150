package io.ringfence.topology;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.FromAvro;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.ClaimAnswer;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Rules;
import io.ringfence.domain.SiteEvent;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.requests.SentOrder;
import io.ringfence.support.streams.Stores;
import io.ringfence.support.streams.Topologies;
import io.ringfence.support.streams.TopologyFixture;
import io.ringfence.support.streams.Wire;
import io.ringfence.support.streams.WireReader;
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
    private final AvroSerde avro = new AvroSerde(new InMemoryRegistry());
    private final RecordCodec codec = new RecordCodec(avro);
    private final Path stateDirectory;
    private TopologyTestDriver numbers;
    private TopologyTestDriver sites;
    private final Map<Topics.Topic, TestInputTopic<String, byte[]>> inputs = new HashMap<>();

    SubTopologies(Path stateDirectory, Instant start) {
        this.stateDirectory = stateDirectory;
        start(start);
    }

    /** Stops both, and starts them on the state that they have left. */
    void restart(Instant at) {
        numbers.close();
        sites.close();
        start(at);
    }

    private void start(Instant start) {
        Rules rules = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30));
        RingfenceTopology ringfence = Topologies.of(avro, rules, 1);
        Topology ofNumbers = new Topology();
        ringfence.addNumbers(ofNumbers);
        ringfence.addOrders(ofNumbers);
        numbers = driver(ofNumbers, stateDirectory.resolve("numbers"), start);
        Topology ofSites = new Topology();
        ringfence.addSites(ofSites);
        sites = driver(ofSites, stateDirectory.resolve("sites"), start);
        Stream.of(Topics.ACTIONS, Topics.PROVISIONING, Topics.ORDERS, Topics.CLAIM_ANSWERS, Topics.ORDER_REQUESTS)
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
        inputs.get(record.topic()).pipeInput(new TestRecord<>(record.key(), record.value(), at));
        return Stream.concat(produced(numbers), produced(sites)).toList();
    }

    /** Lets the clocks of both go on. */
    List<Wire> tick(Duration time) {
        numbers.advanceWallClockTime(time);
        sites.advanceWallClockTime(time);
        return Stream.concat(produced(numbers), produced(sites)).toList();
    }

    private static Stream<Wire> produced(TopologyTestDriver driver) {
        return Topics.all().stream()
                .filter(topic -> driver.producedTopicNames().contains(topic.name()))
                .flatMap(topic -> driver
                        .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                        .stream()
                        .map(record -> new Wire(topic, record.key(), record.value())));
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

    @Override
    public Outcome outcome(Wire wire) {
        return codec.decode(wire.value());
    }

    @Override
    public SiteEvent siteEvent(Wire wire) {
        return codec.siteEvent(wire.value()).event();
    }

    @Override
    public ClaimAnswer claimAnswer(Wire wire) {
        return ((NumberInput.Answer) codec.claimAnswer(wire.value())).answer();
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
