package io.ringfence.support.speed;

import io.ringfence.domain.ActionRequest;
import io.ringfence.support.requests.Requests;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Measures what is answered while half as much is decided as can be, and what the answers cost the decisions. */
final class QueriesMeasurement {
    private static final int SECONDS = Integer.getInteger("speed.seconds", 20);
    private static final double SHARE = 0.5;
    private static final int CLIENTS = 4;
    private static final int EVENT_READERS = 200;

    private final SpeedLoad load = new SpeedLoad();
    private final RingfenceWorker worker = new RingfenceWorker();

    private QueriesMeasurement() throws IOException {}

    /** Prints a line for each kind of question. */
    public static void main(String[] args) throws Exception {
        try (Surroundings surroundings = Surroundings.start()) {
            new QueriesMeasurement().run(surroundings);
        }
    }

    private void run(Surroundings surroundings) throws Exception {
        surroundings.createTopics(List.of(worker));
        try (Contender.Running running = worker.start(surroundings);
                LatencyUnderLoad latency = new LatencyUnderLoad(surroundings, worker)) {
            running.decide(load.provisioning());
            running.decide(new SpeedLoad.Batch(
                    Stream.of(site("export", 71, 10_000), site("thousand", 72, 1_000), site("large", 73, 50_000))
                            .flatMap(numbers -> numbers)
                            .toList(),
                    Set.of()));
            double perSecond = SHARE
                    * SpeedLoad.REQUESTS
                    / (running.decide(load.next(SpeedLoad.REQUESTS)).toNanos() / 1e9);
            latency.skip();
            System.out.printf(
                    "%,.0f requests a second%n%n| what | clients | answers a second | p50, p99, ms | decisions p50, p99, ms | without | %n|---|---|---|---|---|---|%n",
                    perSecond);
            for (Queries queries : kinds(Instant.now())) {
                measure(queries, perSecond, latency);
            }
            measureEvents(perSecond, latency);
        }
    }

    private static Stream<ActionRequest> site(String site, int prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> Requests.provision("+4420%d%06d".formatted(prefix, i))
                .withSiteId(site));
    }

    private static List<Queries> kinds(Instant before) {
        return List.of(
                new Queries("a single number", CLIENTS, i -> "/api/phone-numbers/" + number(i)),
                new Queries("a listing of 333", CLIENTS, i -> listing("site-" + i % 300)),
                new Queries("a listing of 1,000", CLIENTS, i -> listing("thousand")),
                new Queries("a page of 500 of 50,000", CLIENTS, i -> "/api/sites/large/phone-numbers?limit=500"),
                new Queries(
                        "a listing of 333 as of then", CLIENTS, i -> listing("site-" + i % 300) + "&asOf=" + before),
                new Queries("the history of a number", CLIENTS, i -> "/api/phone-numbers/" + number(i) + "/history"),
                new Queries("a CSV of 10,000", 1, i -> "/api/sites/export/phone-numbers.csv"));
    }

    private static String number(int i) {
        return "+4420%08d".formatted(i * 7919L % 100_000);
    }

    private static String listing(String site) {
        return "/api/sites/" + site + "/phone-numbers?limit=1000";
    }

    private void measure(Queries queries, double perSecond, LatencyUnderLoad latency) throws Exception {
        try (Queries.Asking warmingUp = queries.start(worker.url())) {
            decisions(perSecond, latency);
        }
        Histogram without = decisions(perSecond, latency);
        try (Queries.Asking asking = queries.start(worker.url())) {
            long begin = System.nanoTime();
            Histogram with = decisions(perSecond, latency);
            Histogram micros = asking.micros().copy();
            double seconds = (System.nanoTime() - begin) / 1e9;
            row(queries.name(), queries.clients(), micros.getTotalCount() / seconds, millis(micros), with, without);
        }
    }

    private void measureEvents(double perSecond, LatencyUnderLoad latency) throws Exception {
        Histogram without = decisions(perSecond, latency);
        try (EventReaders readers =
                new EventReaders(worker.url(), EVENT_READERS, i -> "/api/sites/site-" + i + "/events")) {
            decisions(perSecond, latency);
            long before = readers.count();
            long begin = System.nanoTime();
            Histogram with = decisions(perSecond, latency);
            double seconds = (System.nanoTime() - begin) / 1e9;
            row("events", EVENT_READERS, (readers.count() - before) / seconds, "", with, without);
        }
    }

    private Histogram decisions(double perSecond, LatencyUnderLoad latency) throws InterruptedException {
        Map<LatencyUnderLoad.Way, Histogram> latencies = latency.at(perSecond, load.next((int) (perSecond * SECONDS)));
        return latencies.get(LatencyUnderLoad.Way.ONE_HOP);
    }

    private static void row(
            String what, int clients, double perSecond, String millis, Histogram with, Histogram without) {
        System.out.printf(
                "| %s | %d | %,.0f | %s | %s | %s |%n",
                what, clients, perSecond, millis, millis(with), millis(without));
    }

    private static String millis(Histogram micros) {
        return "%.1f, %.1f".formatted(micros.getValueAtPercentile(50) / 1e3, micros.getValueAtPercentile(99) / 1e3);
    }
}
