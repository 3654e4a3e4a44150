package io.ringfence.support.measurement;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.support.platform.LosableRegistry;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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

    private record SiteNumber(String siteId, String phoneNumber) {}

    /**
     * @param perSecond requests decided
     * @param cpuMicros time that the worker's threads took for each, whatever else the machine did meanwhile
     * @param residentMegabytes the most that was resident of the worker
     */
    private record Result(long perSecond, long cpuMicros, long residentMegabytes) {}

    private final MeasuredWorker worker;
    private final KafkaConsumer<byte[], byte[]> consumer;

    private MemoryMeasurement(LosableRegistry registry, int partitions, String memory) throws Exception {
        // All of the heap is resident from the start, so that what is measured is the most that it can be.
        worker = new MeasuredWorker(
                registry,
                partitions,
                List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"),
                List.of("--ringfence.memory.stores=" + memory));
        consumer = worker.consumer(Topics.STATE_CHANGES, Topics.REJECTIONS, Topics.ORDER_OUTCOMES);
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

    /** Every store has something in it before the clock runs, as in a worker that has been up for some time. */
    private Result result() throws IOException {
        List<SiteNumber> numbers = IntStream.range(0, SITES)
                .boxed()
                .flatMap(site -> Stream.generate(() -> new SiteNumber("site-" + site, Numbers.next()))
                        .limit(NUMBERS_OF_A_SITE))
                .toList();
        publish(requests(numbers, number -> Requests.provision(number.phoneNumber())));
        awaitQuiet();
        IntStream.range(0, SITES).mapToObj(MemoryMeasurement::order).forEach(worker::send);
        worker.flush();
        awaitQuiet();

        List<ActionRequest> load = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Action action = round % 2 == 0 ? Action.LOCK : Action.UNLOCK;
            load.addAll(requests(numbers, number -> Requests.of(action, number.phoneNumber())));
        }
        long begin = System.nanoTime();
        long cpuBefore = worker.process().cpu().toNanos();
        publish(load);
        for (int decided = 0; decided < load.size(); ) {
            decided += consumer.poll(Duration.ofMillis(100)).count();
        }
        return new Result(
                load.size() * 1_000_000_000L / (System.nanoTime() - begin),
                (worker.process().cpu().toNanos() - cpuBefore) / load.size() / 1_000,
                resident());
    }

    private static List<ActionRequest> requests(List<SiteNumber> numbers, Function<SiteNumber, ActionRequest> make) {
        return numbers.stream()
                .map(number -> make.apply(number).withSiteId(number.siteId()))
                .toList();
    }

    private static VoiceServiceOrder order(int site) {
        Party party = new Party(PartyType.OCCUPIER, "party", "Any");
        return Orders.addWithMainNumber(party, 2).withSiteId("site-" + site);
    }

    private void publish(List<ActionRequest> requests) {
        requests.forEach(worker::send);
        worker.flush();
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
        try (Stream<String> lines =
                Files.lines(Path.of("/proc", Long.toString(worker.process().pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() throws Exception {
        consumer.close();
        worker.close();
    }
}
