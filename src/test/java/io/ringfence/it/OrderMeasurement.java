package io.ringfence.it;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.topology.Orders;
import io.ringfence.topology.Requests;
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
import java.util.UUID;
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
    private static final int PARTIES_AT_ONCE = 100;
    private static final int SAMPLES = 400;
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(50);
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
        List<Long> without = claims(other, List.of());
        List<VoiceServiceOrder> orders = new ArrayList<>();
        for (int i = 0; i < PARTIES_AT_ONCE; i++) {
            Party party = nextParty();
            orders.add(Orders.at(LARGE_SITE, Orders.addWithMainNumber(party, 10)));
            orders.add(Orders.at(LARGE_SITE, Orders.cease(party, null)));
        }
        long begin = System.nanoTime();
        List<Long> with = claims(other, orders);
        awaitAll(orders);
        System.out.printf("%d orders at once: all outcomes after %,d s at most.%n", orders.size(), seconds(begin));
        System.out.printf(
                "Claims at another site of the partition, p50 and p99: %,d and %,d us without, %,d and %,d us meanwhile.%n",
                median(without), percentile(without, 99), median(with), percentile(with, 99));
        bound("p99 of others", (double) percentile(with, 99) / percentile(without, 99), 2);
        if (!Health.liveness(worker.url()).isUp()) {
            broken.add("not alive");
        }
    }

    private void additions() {
        Map<Integer, Double> each = new HashMap<>();
        for (int size : List.of(10, 100, 1_000)) {
            List<VoiceServiceOrder> orders = IntStream.range(0, 4_000 / size)
                    .mapToObj(i -> Orders.add(nextParty(), size))
                    .toList();
            each.put(size, micros(LARGE_SITE, orders) / 4_000.0);
            System.out.printf("ADDs of %,d: %,.0f us a number.%n", size, each.get(size));
        }
        linear("ADD", each.values());
    }

    private void cessations() {
        Map<Integer, Double> each = new HashMap<>();
        for (int size : List.of(100, 1_000, 16_000)) {
            List<Party> holders =
                    IntStream.range(0, 16_000 / size).mapToObj(i -> nextParty()).toList();
            List<String> given =
                    IntStream.range(0, 16_000).mapToObj(i -> nextNumber()).toList();
            Set<UUID> expected = new HashSet<>();
            given.forEach(number -> expected.add(send(Requests.at(SMALL_SITE, Requests.provision(number)))));
            for (int i = 0; i < given.size(); i++) {
                expected.add(send(
                        Requests.at(SMALL_SITE, Requests.allocate(given.get(i), holders.get(i % holders.size())))));
            }
            awaitChanges(expected);
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
                orders.stream().map(order -> Orders.at(site, order)).toList();
        long begin = System.nanoTime();
        there.forEach(worker::send);
        awaitAll(there);
        return (System.nanoTime() - begin) / 1_000;
    }

    private void awaitAll(List<VoiceServiceOrder> orders) {
        Set<UUID> expected = new HashSet<>();
        orders.forEach(order -> expected.add(order.orderId()));
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!expected.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : outcomes.poll(Duration.ofMillis(5))) {
                VoiceServiceOutcome outcome = worker.orderOutcome(record);
                if (expected.remove(outcome.orderId()) && outcome.result() != OrderResult.FULFILLED) {
                    throw new IllegalStateException(outcome.toString());
                }
            }
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(expected.size() + " orders without outcome.\n"
                        + worker.process().output());
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

    private List<Long> claims(String site, List<VoiceServiceOrder> meanwhile) {
        List<String> own =
                IntStream.range(0, SAMPLES).mapToObj(i -> nextNumber()).toList();
        give(site, own, own.stream().map(number -> nextParty()).toList());
        meanwhile.forEach(worker::send);
        Map<UUID, Long> sent = new HashMap<>();
        List<Long> latencies = new ArrayList<>();
        long next = System.nanoTime();
        for (String number : own) {
            next += BETWEEN_SAMPLES.toNanos();
            sent.put(send(Requests.at(site, Requests.of(Action.NOMINATE_MAIN_NUMBER, number))), System.nanoTime());
            while (System.nanoTime() < next) {
                take(sent, latencies);
            }
        }
        while (!sent.isEmpty()) {
            take(sent, latencies);
        }
        return latencies;
    }

    /** In two goes: the two topics keep no order between them. */
    private void give(String site, List<String> own, List<Party> holders) {
        Set<UUID> expected = new HashSet<>();
        own.forEach(number -> expected.add(send(Requests.at(site, Requests.provision(number)))));
        awaitChanges(expected);
        for (int i = 0; i < own.size(); i++) {
            expected.add(send(Requests.at(site, Requests.allocate(own.get(i), holders.get(i % holders.size())))));
        }
        awaitChanges(expected);
    }

    private void take(Map<UUID, Long> sent, List<Long> latencies) {
        for (ConsumerRecord<byte[], byte[]> record : changes.poll(Duration.ofMillis(1))) {
            Long at = sent.remove(Client.requestId(worker.outcome(record)));
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
                expected.add(send(Requests.at(site, Requests.provision(nextNumber()))));
            }
            awaitChanges(expected);
        }
    }

    private void awaitChanges(Set<UUID> expected) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!expected.isEmpty()) {
            changes.poll(Duration.ofMillis(100))
                    .forEach(record -> expected.remove(Client.requestId(worker.outcome(record))));
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
