package io.ringfence.it;

import static org.awaitility.Awaitility.await;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.topology.Orders;
import io.ringfence.topology.Requests;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.utils.Utils;

/**
 * Measures how many requests a second are decided by one worker that has all partitions, with the memory that its stores
 * take by default and with more than they can use, and how much memory its process takes. Broker, registry and worker are
 * on this machine; what is resident is read from Linux.
 */
final class MemoryMeasurement implements AutoCloseable {
    private static final List<Integer> PARTITIONS = List.of(6, 24, 48);
    private static final String BY_DEFAULT = "";
    private static final String AMPLE = "64GB";
    private static final int PAIRS = 3;
    private static final int SITES = 300;
    private static final int NUMBERS_OF_A_SITE = 20;
    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(2);

    private record Number(String siteId, String phoneNumber) {}

    /**
     * @param perSecond requests decided
     * @param cpuMicros time that the worker's threads took for each, whatever else the machine did meanwhile
     * @param residentMegabytes the most that was resident of the worker
     */
    private record Result(long perSecond, long cpuMicros, long residentMegabytes) {}

    private final Path directory;
    private final KafkaClusterTestKit cluster;
    private final AvroSerde avro = new AvroSerde();
    private final WorkerProcess worker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    private MemoryMeasurement(LosableRegistry registry, int partitions, String memory) throws Exception {
        directory = Files.createTempDirectory("ringfence-memory");
        cluster = Platform.startCluster();
        avro.configure(Map.of("schema.registry.url", registry.url()), false);
        worker = launch(registry, partitions, memory);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> outcomes = Stream.of(Topics.STATE_CHANGES, Topics.REJECTIONS, Topics.ORDER_OUTCOMES)
                .flatMap(topic -> IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic.name(), i)))
                .toList();
        consumer.assign(outcomes);
        consumer.seekToBeginning(outcomes);
    }

    /**
     * Takes a few minutes, and prints a line for each run and one for each number of partitions.
     *
     * @param arguments what to give the stores in place of the default, such as 256MB
     */
    public static void main(String[] arguments) throws Exception {
        String memory = arguments.length == 0 ? BY_DEFAULT : arguments[0];
        Path directory = Files.createTempDirectory("ringfence-memory");
        try (LosableRegistry registry = LosableRegistry.start(directory)) {
            for (int partitions : PARTITIONS) {
                compare(registry, partitions, memory);
            }
        }
        Utils.delete(directory.toFile());
    }

    /** In turns, and of each the best: whatever else the machine does makes a run slower and none faster. */
    private static void compare(LosableRegistry registry, int partitions, String memory) throws Exception {
        List<Result> measured = new ArrayList<>();
        List<Result> ample = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            measured.add(run(registry, partitions, memory));
            ample.add(run(registry, partitions, AMPLE));
        }
        System.out.printf(
                "%d partitions: %.2f of the requests a second with ample memory, %.2f of the CPU time%n",
                partitions,
                (double) best(measured).perSecond() / best(ample).perSecond(),
                (double) least(measured).cpuMicros() / least(ample).cpuMicros());
    }

    private static Result best(List<Result> results) {
        return Collections.max(results, Comparator.comparing(Result::perSecond));
    }

    private static Result least(List<Result> results) {
        return Collections.min(results, Comparator.comparing(Result::cpuMicros));
    }

    private static Result run(LosableRegistry registry, int partitions, String memory) throws Exception {
        try (MemoryMeasurement measurement = new MemoryMeasurement(registry, partitions, memory)) {
            Result result = measurement.result();
            System.out.printf(
                    "%d partitions, %s: %d requests a second, %d us of CPU each, %d MB resident%n",
                    partitions,
                    memory.isEmpty() ? "by default" : memory,
                    result.perSecond(),
                    result.cpuMicros(),
                    result.residentMegabytes());
            return result;
        }
    }

    private WorkerProcess launch(LosableRegistry registry, int partitions, String memory) throws IOException {
        int port = freePort();
        WorkerProcess launched = WorkerProcess.launch(
                directory,
                // All of the heap is resident from the start, so that what is measured is the most that it can be.
                List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"),
                List.of(
                        "--kafka.bootstrap.servers=" + cluster.bootstrapServers(),
                        "--ringfence.avro.schema-registry-url=" + registry.url(),
                        "--ringfence.create-topics=true",
                        "--ringfence.partitions=" + partitions,
                        "--ringfence.memory.stores=" + memory,
                        "--ringfence.state-directory=" + directory.resolve("streams"),
                        "--micronaut.server.host=127.0.0.1",
                        "--micronaut.server.port=" + port));
        URI url = URI.create("http://127.0.0.1:" + port);
        await().atMost(PATIENCE)
                .failFast(() -> {
                    if (!launched.isAlive()) {
                        throw new IllegalStateException(launched.output());
                    }
                })
                .ignoreExceptions()
                .until(() -> Health.readiness(url).isUp());
        return launched;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Every store has something in it before the clock runs, as in a worker that has been up for some time. */
    private Result result() throws IOException {
        List<Number> numbers = IntStream.range(0, SITES)
                .boxed()
                .flatMap(site -> Stream.generate(() -> new Number("site-" + site, Numbers.next()))
                        .limit(NUMBERS_OF_A_SITE))
                .toList();
        publish(requests(numbers, number -> Requests.provision(number.phoneNumber())));
        awaitQuiet();
        publish(IntStream.range(0, SITES).mapToObj(this::order).toList());
        awaitQuiet();

        List<ProducerRecord<byte[], byte[]>> load = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Action action = round % 2 == 0 ? Action.LOCK : Action.UNLOCK;
            load.addAll(requests(numbers, number -> Requests.of(action, number.phoneNumber())));
        }
        long begin = System.nanoTime();
        long cpuBefore = worker.cpu().toNanos();
        publish(load);
        for (int decided = 0; decided < load.size(); ) {
            decided += consumer.poll(Duration.ofMillis(100)).count();
        }
        return new Result(
                load.size() * 1_000_000_000L / (System.nanoTime() - begin),
                (worker.cpu().toNanos() - cpuBefore) / load.size() / 1_000,
                resident());
    }

    private List<ProducerRecord<byte[], byte[]>> requests(List<Number> numbers, Function<Number, ActionRequest> make) {
        return numbers.stream()
                .map(number -> Requests.at(number.siteId(), make.apply(number)))
                .map(this::record)
                .toList();
    }

    private ProducerRecord<byte[], byte[]> record(ActionRequest request) {
        String topic = Client.topic(request);
        return new ProducerRecord<>(
                topic, Client.bytes(request.key()), avro.serializer().serialize(topic, ToAvro.actionRequest(request)));
    }

    private ProducerRecord<byte[], byte[]> order(int site) {
        Party party = new Party(PartyType.OCCUPIER, "party", "Any");
        VoiceServiceOrder order = Orders.at("site-" + site, Orders.addWithMainNumber(party, 2));
        return new ProducerRecord<>(
                Topics.ORDERS.name(),
                Client.bytes(order.key()),
                avro.serializer().serialize(Topics.ORDERS.name(), ToAvro.order(order)));
    }

    private void publish(List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(producer::send);
        producer.flush();
    }

    private void awaitQuiet() {
        long last = System.nanoTime();
        for (boolean any = false; !any || System.nanoTime() - last < QUIET.toNanos(); ) {
            if (!consumer.poll(Duration.ofMillis(100)).isEmpty()) {
                any = true;
                last = System.nanoTime();
            }
        }
    }

    /** The most that it was so far. */
    private long resident() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(worker.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() throws Exception {
        producer.close(Duration.ZERO);
        consumer.close();
        avro.close();
        worker.close();
        cluster.close();
        Utils.delete(directory.toFile());
    }
}
