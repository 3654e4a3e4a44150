package io.ringfence.support.measurement;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Health;
import io.ringfence.support.platform.LosableRegistry;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.utils.Utils;

/**
 * Measures what orders cost at a large site, and what they cost others: whether an ADD depends on how many numbers its site
 * has, whether time goes by the number of numbers, and how long another site of the same partition waits while 200 orders
 * come at once. Fails where a ratio is above its bound. Broker, registry and worker are on this machine.
 */
final class OrderMeasurement implements AutoCloseable {
    private static final int PARTITIONS = 6;
    private static final int SMALL = 10_000;
    private static final String SMALL_SITE = "small";
    private static final String LARGE_SITE = "large";
    private static final int ADDITIONS = 40;
    private static final int ROUNDS_OF_ADDITIONS = 4;
    private static final int PARTIES_AT_ONCE = 100;
    private static final int ROUNDS = 8;
    /** Until the worker's hot paths are compiled, claims alone take up to twice as long. */
    private static final int ROUNDS_TO_WARM_UP = 3;

    private static final int SAMPLES = 400;
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MeasuredWorker worker;
    private final KafkaConsumer<byte[], byte[]> changes;
    private final KafkaConsumer<byte[], byte[]> outcomes;
    private final List<String> broken = new ArrayList<>();
    private int numbers;
    private int parties;

    private OrderMeasurement(LosableRegistry registry) throws Exception {
        worker = new MeasuredWorker(registry, PARTITIONS, List.of("-Xmx1g"), List.of());
        changes = worker.consumer(Topics.STATE_CHANGES);
        outcomes = worker.consumer(Topics.ORDER_OUTCOMES);
    }

    /**
     * Takes some minutes, and prints a line for each measurement.
     *
     * @param arguments numbers of the large site, if not a million
     */
    public static void main(String[] arguments) throws Exception {
        int large = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory("ringfence-orders-registry");
        List<String> broken;
        try (LosableRegistry registry = LosableRegistry.start(directory);
                OrderMeasurement measurement = new OrderMeasurement(registry)) {
            broken = measurement.run(large);
        }
        Utils.delete(directory.toFile());
        if (!broken.isEmpty()) {
            System.out.println("Out of bounds: " + broken);
            System.exit(1);
        }
    }

    private List<String> run(int large) {
        long begin = System.nanoTime();
        provision(SMALL_SITE, SMALL);
        provision(LARGE_SITE, large);
        System.out.printf("Provisioned %,d numbers in %,d s.%n", SMALL + large, seconds(begin));
        sizeOfTheSite();
        manyAtOnce();
        additions();
        cessations();
        if (worker.process().output().contains("fenced")) {
            broken.add("a producer was fenced");
        }
        return broken;
    }

    /** In turns, so that whatever else the machine does falls on both. */
    private void sizeOfTheSite() {
        List<Long> small = new ArrayList<>();
        List<Long> large = new ArrayList<>();
        for (int i = 0; i < ADDITIONS; i++) {
            small.add(micros(SMALL_SITE, List.of(Orders.add(nextParty(), 10))));
            large.add(micros(LARGE_SITE, List.of(Orders.add(nextParty(), 10))));
        }
        System.out.printf(
                "ADD of 10, median: %,d us at the small site, %,d us at the large one.%n",
                median(small), median(large));
        bound("ADD of 10 by the site's size", (double) median(large) / median(small), 1.5);
    }

    /** One ADD and one CEASE of each party, while claims are made at a site whose events come on the same partition. */
    private void manyAtOnce() {
        String other = otherSite();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> claimed =
                    IntStream.range(0, 2 * SAMPLES).mapToObj(i -> nextNumber()).toList();
            give(other, claimed, claimed.stream().map(number -> nextParty()).toList());
            Set<UUID> awaited = new HashSet<>();
            List<Long> without = claims(other, claimed.subList(0, SAMPLES), awaited);
            long begin = System.nanoTime();
            sendOneOfEach().forEach(order -> awaited.add(order.orderId()));
            List<Long> with = claims(other, claimed.subList(SAMPLES, 2 * SAMPLES), awaited);
            awaitAll(awaited);
            System.out.printf(
                    "%d orders at once: all outcomes after %,d ms. Claims at another site of the partition, p50 and p99: "
                            + "%,d and %,d us without, %,d and %,d us meanwhile (%d).%n",
                    2 * PARTIES_AT_ONCE,
                    millis(begin),
                    median(without),
                    percentile(without, 99),
                    median(with),
                    percentile(with, 99),
                    with.size());
            ratios.add((double) percentile(with, 99) / percentile(without, 99));
        }
        List<Double> warm = ratios.stream().skip(ROUNDS_TO_WARM_UP).sorted().toList();
        bound("p99 of others, median of %d".formatted(warm.size()), warm.get(warm.size() / 2), 2);
        if (!Health.liveness(worker.url()).isUp()) {
            broken.add("not alive");
        }
    }

    private List<VoiceServiceOrder> sendOneOfEach() {
        List<VoiceServiceOrder> orders = new ArrayList<>();
        for (int i = 0; i < PARTIES_AT_ONCE; i++) {
            Party party = nextParty();
            orders.add(Orders.addWithMainNumber(party, 10).withSiteId(LARGE_SITE));
            orders.add(Orders.cease(party, null).withSiteId(LARGE_SITE));
        }
        orders.forEach(worker::send);
        return orders;
    }

    /** In turns, each several times. */
    private void additions() {
        Map<Integer, List<Long>> times = new TreeMap<>();
        for (int round = 0; round < ROUNDS_OF_ADDITIONS; round++) {
            for (int size : List.of(10, 100, 1_000)) {
                List<VoiceServiceOrder> orders = IntStream.range(0, 4_000 / size)
                        .mapToObj(i -> Orders.add(nextParty(), size))
                        .toList();
                times.computeIfAbsent(size, any -> new ArrayList<>()).add(micros(LARGE_SITE, orders) / 4_000);
            }
        }
        times.forEach((size, each) -> System.out.printf("ADDs of %,d, median: %,d us a number.%n", size, median(each)));
        linear("ADD", times.values().stream().map(each -> (double) median(each)).toList());
    }

    private void cessations() {
        Map<Integer, Double> each = new HashMap<>();
        for (int size : List.of(100, 1_000, 16_000)) {
            List<Party> holders =
                    IntStream.range(0, 16_000 / size).mapToObj(i -> nextParty()).toList();
            List<String> given =
                    IntStream.range(0, 16_000).mapToObj(i -> nextNumber()).toList();
            give(SMALL_SITE, given, holders);
            List<VoiceServiceOrder> orders =
                    holders.stream().map(party -> Orders.cease(party, null)).toList();
            each.put(size, micros(SMALL_SITE, orders) / 16_000.0);
            System.out.printf("CEASEs of %,d: %,.0f us a number.%n", size, each.get(size));
        }
        linear("CEASE", each.values());
    }

    private void linear(String what, Collection<Double> each) {
        double most = each.stream().max(Double::compare).orElseThrow();
        double least = each.stream().min(Double::compare).orElseThrow();
        bound("time a number of " + what, most / least, 1.5);
    }

    private void bound(String what, double ratio, double bound) {
        String line = "%s: ratio %.2f, bound %.1f".formatted(what, ratio, bound);
        System.out.println(line);
        if (ratio > bound) {
            broken.add(line);
        }
    }

    /** From the first of them being sent until the last outcome is read. */
    private long micros(String site, List<VoiceServiceOrder> orders) {
        List<VoiceServiceOrder> there =
                orders.stream().map(order -> order.withSiteId(site)).toList();
        long begin = System.nanoTime();
        there.forEach(worker::send);
        awaitAll(there.stream().map(VoiceServiceOrder::orderId).collect(Collectors.toCollection(HashSet::new)));
        return (System.nanoTime() - begin) / 1_000;
    }

    private void awaitAll(Set<UUID> expected) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!expected.isEmpty()) {
            takeOutcomes(expected);
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(expected.size() + " orders without outcome.\n"
                        + worker.process().output());
            }
        }
    }

    private void takeOutcomes(Set<UUID> expected) {
        for (ConsumerRecord<byte[], byte[]> record : outcomes.poll(Duration.ofMillis(1))) {
            VoiceServiceOutcome outcome = worker.orderOutcome(record);
            if (expected.remove(outcome.orderId()) && outcome.result() != OrderResult.FULFILLED) {
                throw new IllegalStateException(outcome.toString());
            }
        }
    }

    /** Of a site that is ours to wait for: its events come on the partition of the large site's. */
    private String otherSite() {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "other-" + i)
                .filter(site -> partition(site) == partition(LARGE_SITE))
                .findFirst()
                .orElseThrow();
    }

    private static int partition(String key) {
        return Utils.toPositive(Utils.murmur2(Client.bytes(key))) % PARTITIONS;
    }

    /**
     * Claims one number after the other, at a steady pace whatever the answers do, and returns how long each took.
     *
     * @param orders while whose outcomes are awaited; where there are none, all numbers are claimed
     */
    private List<Long> claims(String site, List<String> own, Set<UUID> orders) {
        boolean meanwhile = !orders.isEmpty();
        Map<UUID, Long> sent = new HashMap<>();
        List<Long> latencies = new ArrayList<>();
        long next = System.nanoTime();
        for (String number : own) {
            if (meanwhile && orders.isEmpty()) {
                break;
            }
            next += BETWEEN_SAMPLES.toNanos();
            sent.put(send(Requests.of(Action.NOMINATE_MAIN_NUMBER, number).withSiteId(site)), System.nanoTime());
            do {
                take(sent, latencies);
                takeOutcomes(orders);
            } while (System.nanoTime() < next);
        }
        while (!sent.isEmpty()) {
            take(sent, latencies);
        }
        return latencies;
    }

    /** In two goes: the two topics keep no order between them. */
    private void give(String site, List<String> own, List<Party> holders) {
        Set<UUID> expected = new HashSet<>();
        own.forEach(number -> expected.add(send(Requests.provision(number).withSiteId(site))));
        awaitChanges(expected);
        for (int i = 0; i < own.size(); i++) {
            expected.add(send(Requests.allocate(own.get(i), holders.get(i % holders.size()))
                    .withSiteId(site)));
        }
        awaitChanges(expected);
    }

    private void take(Map<UUID, Long> sent, List<Long> latencies) {
        for (ConsumerRecord<byte[], byte[]> record : changes.poll(Duration.ofMillis(1))) {
            Long at = sent.remove(Requests.idOf(worker.outcome(record)));
            if (at != null) {
                latencies.add((System.nanoTime() - at) / 1_000);
            }
        }
    }

    private void provision(String site, int count) {
        int step = 50_000;
        for (int done = 0; done < count; done += step) {
            Set<UUID> expected = new HashSet<>();
            for (int i = 0; i < Math.min(step, count - done); i++) {
                expected.add(send(Requests.provision(nextNumber()).withSiteId(site)));
            }
            awaitChanges(expected);
        }
    }

    private void awaitChanges(Set<UUID> expected) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!expected.isEmpty()) {
            changes.poll(Duration.ofMillis(100))
                    .forEach(record -> expected.remove(Requests.idOf(worker.outcome(record))));
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(expected.size() + " requests without outcome.\n"
                        + worker.process().output());
            }
        }
    }

    private UUID send(ActionRequest request) {
        worker.send(request);
        return request.requestId();
    }

    private String nextNumber() {
        return "+4420%08d".formatted(numbers++);
    }

    private Party nextParty() {
        return new Party(PartyType.OCCUPIER, "party-" + parties++, "A party");
    }

    private static long seconds(long begin) {
        return (System.nanoTime() - begin) / 1_000_000_000;
    }

    private static long millis(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static long median(List<Long> values) {
        return percentile(values, 50);
    }

    private static long percentile(List<Long> values, int percent) {
        return values.stream()
                .sorted()
                .skip((long) values.size() * percent / 100)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws Exception {
        changes.close();
        outcomes.close();
        worker.close();
    }
}
