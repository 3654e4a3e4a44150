package io.ringfence.support.speed;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Measures how long a decision takes while others are asked for at a part of the most that can be decided, for a few commit
 * intervals, beside the skeleton: from the moment at which a request is due to the one at which its outcome is read, committed.
 */
final class LatencyMeasurement {
    private static final List<Integer> COMMITS_MS = List.of(10, 20, 250);
    private static final List<Double> SHARES = List.of(0.1, 0.5, 0.8);
    private static final int SECONDS = Integer.getInteger("speed.seconds", 15);

    /** Contenders, each with numbers that have lived through the same. */
    private final Map<OnTopics, SpeedLoad> loads = new LinkedHashMap<>();

    private LatencyMeasurement() throws IOException {
        loads.put(new OtherTopology(ContenderTopology.SKELETON), new SpeedLoad());
        loads.put(new RingfenceWorker(), new SpeedLoad());
    }

    /** Prints a line for each rate. */
    public static void main(String[] args) throws Exception {
        try (Surroundings surroundings = Surroundings.start()) {
            new LatencyMeasurement().run(surroundings);
        }
    }

    private void run(Surroundings surroundings) throws Exception {
        surroundings.createTopics(List.copyOf(loads.keySet()));
        System.out.println(
                "| commit, ms | | a second | one hop: p50, p99, p99.9, ms | three hops | \n|---|---|---|---|---|");
        boolean isFirst = true;
        for (int commit : COMMITS_MS) {
            for (OnTopics contender : loads.keySet()) {
                measure(contender, surroundings.committingEvery(commit), isFirst);
            }
            isFirst = false;
        }
    }

    private void measure(OnTopics contender, Surroundings surroundings, boolean isFirst) throws Exception {
        SpeedLoad load = loads.get(contender);
        try (Contender.Running running = contender.start(surroundings);
                LatencyUnderLoad latency = new LatencyUnderLoad(surroundings, contender)) {
            running.decide(isFirst ? load.provisioning() : load.next(SpeedLoad.REQUESTS));
            double most = SpeedLoad.REQUESTS
                    / (running.decide(load.next(SpeedLoad.REQUESTS)).toNanos() / 1e9);
            latency.skip();
            for (double share : SHARES) {
                double perSecond = most * share;
                Map<LatencyUnderLoad.Way, Histogram> latencies =
                        latency.at(perSecond, load.next((int) (perSecond * SECONDS)));
                System.out.printf(
                        "| %d | %s | %,.0f, %.0f %% | %s | %s |%n",
                        surroundings.commitMs(),
                        contender,
                        perSecond,
                        share * 100,
                        percentiles(latencies.get(LatencyUnderLoad.Way.ONE_HOP)),
                        percentiles(latencies.get(LatencyUnderLoad.Way.THREE_HOPS)));
            }
        }
    }

    private static String percentiles(Histogram micros) {
        return "%.1f, %.1f, %.1f"
                .formatted(
                        micros.getValueAtPercentile(50) / 1e3,
                        micros.getValueAtPercentile(99) / 1e3,
                        micros.getValueAtPercentile(99.9) / 1e3);
    }
}
