package io.ringfence.support.speed;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.ActionRequest;
import io.ringfence.support.broker.OneBroker;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.LosableRegistry;
import io.ringfence.topology.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * Measures what Ringfence decides a second beside what does less with the same records: in turns, each in a new process, on a
 * broker in a process of its own. Every count is checked.
 */
final class SpeedMeasurement {
    private static final int PARTITIONS = 6;
    private static final int SITES = 300;
    private static final int NUMBERS = Integer.getInteger("speed.numbers", 100_000);
    private static final int ROUNDS = Integer.getInteger("speed.rounds", 3);

    /** Of a turn; before it come as many that are not measured, until what runs often is compiled. */
    private static final int REQUESTS = Integer.getInteger("speed.requests", 200_000);

    private static final int COMMIT_MS = Integer.getInteger("speed.commit.ms", 20);

    private static final List<Contender> CONTENDERS = List.of(
            new Contender.Direct(),
            new Contender.Other(ContenderTopology.PASS_THROUGH),
            new Contender.Other(ContenderTopology.ONE_STORE),
            new Contender.Other(ContenderTopology.SKELETON),
            new Contender.Ringfence());

    private record Round(SpeedLoad.Batch warmUp, SpeedLoad.Batch measured) {}

    private final OneBroker broker;
    private final LosableRegistry registry;
    private final Path directory;
    private final AvroSerde avro = new AvroSerde();
    private final SpeedLoad load = new SpeedLoad(NUMBERS, SITES);
    private final Map<Contender, List<Double>> rates = new LinkedHashMap<>();

    private SpeedMeasurement(OneBroker broker, LosableRegistry registry, Path directory) {
        this.broker = broker;
        this.registry = registry;
        this.directory = directory;
        avro.configure(Map.of("schema.registry.url", registry.url()), false);
    }

    /** Prints a line for each turn, and a table in the end. */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("ringfence-speed");
        try (OneBroker broker = OneBroker.start(directory.resolve("broker"));
                LosableRegistry registry =
                        LosableRegistry.start(Files.createDirectory(directory.resolve("registry")))) {
            new SpeedMeasurement(broker, registry, directory).run();
        } finally {
            Utils.delete(directory.toFile());
        }
        // Clients of a broker that is gone do not end by themselves.
        System.exit(0);
    }

    private void run() throws Exception {
        createTopics();
        System.out.printf(
                "%,d requests a turn, %,d numbers, %d sites, commit every %d ms%n",
                REQUESTS, NUMBERS, SITES, COMMIT_MS);
        for (int i = 0; i < ROUNDS; i++) {
            Round round = new Round(i == 0 ? load.provisioning() : load.next(REQUESTS), load.next(REQUESTS));
            List<Contender> order = new ArrayList<>(CONTENDERS);
            Collections.rotate(order, i);
            for (Contender contender : order) {
                double rate = turn(contender, round);
                rates.computeIfAbsent(contender, any -> new ArrayList<>()).add(rate);
                System.out.printf("%d %-22s %,10.0f /s%n", i + 1, contender, rate);
            }
        }
        table();
    }

    private void createTopics() throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        Topics.all()
                .forEach(
                        topic -> topics.add(new NewTopic(topic.name(), PARTITIONS, (short) 1).configs(topic.config())));
        CONTENDERS.stream()
                .filter(contender -> !(contender instanceof Contender.Ringfence))
                .flatMap(contender -> contender.topics().stream())
                .forEach(topic -> topics.add(new NewTopic(topic, PARTITIONS, (short) 1)));
        broker.admin().createTopics(topics).all().get();
    }

    private double turn(Contender contender, Round round) throws Exception {
        try (AutoCloseable process = contender.start(new Contender.Surroundings(directory, settings(contender)));
                Flow flow = new Flow(broker, contender.outcomes(), contender.internal())) {
            flow.of(records(contender, round.warmUp()));
            List<ProducerRecord<byte[], byte[]>> measured = records(contender, round.measured());
            double seconds = flow.of(measured).toNanos() / 1e9;
            if (contender instanceof Contender.Ringfence) {
                requireAccepted(flow.counts(), round.measured().accepted());
            }
            return measured.size() / seconds;
        }
    }

    private static void requireAccepted(Map<String, Long> outcomes, int accepted) {
        if (outcomes.get(Topics.STATE_CHANGES.name()) != accepted) {
            throw new IllegalStateException("%s, and %d should be accepted".formatted(outcomes, accepted));
        }
    }

    private List<String> settings(Contender contender) {
        return List.of(
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "ringfence.avro.schema-registry-url=" + registry.url(),
                "ringfence.partitions=" + PARTITIONS,
                "ringfence.state-directory="
                        + directory.resolve("state-" + contender.toString().replace(' ', '-')),
                "ringfence.memory.stores=512MB",
                "ringfence.streams.num.standby.replicas=0",
                "ringfence.streams.commit.interval.ms=" + COMMIT_MS);
    }

    private List<ProducerRecord<byte[], byte[]>> records(Contender contender, SpeedLoad.Batch batch) {
        return batch.requests().stream()
                .map(request -> record(contender, request, batch))
                .toList();
    }

    private ProducerRecord<byte[], byte[]> record(Contender contender, ActionRequest request, SpeedLoad.Batch batch) {
        byte[] value = avro.serializer().serialize(Client.topic(request), ToAvro.actionRequest(request));
        return new ProducerRecord<>(
                contender.requests(request),
                Client.bytes(request.phoneNumber()),
                contender.value(request, batch.isAccepted(request), value));
    }

    private void table() {
        double ringfence = median(CONTENDERS.get(CONTENDERS.size() - 1));
        System.out.println("\n| | a second, median | spread | Ringfence is |\n|---|---|---|---|");
        CONTENDERS.forEach(contender -> {
            List<Double> all = rates.get(contender).stream().sorted().toList();
            System.out.printf(
                    "| %s | %,.0f | %,.0f to %,.0f | %.2f |%n",
                    contender, median(contender), all.get(0), all.get(all.size() - 1), ringfence / median(contender));
        });
    }

    private double median(Contender contender) {
        List<Double> all = rates.get(contender).stream().sorted().toList();
        return all.get(all.size() / 2);
    }
}
