package io.ringfence.support.speed;

import io.ringfence.embedded.ChildJvm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Measures how long nobody decides when one of two workers is killed, with a copy of its partitions at the other and without one;
 * and how long it takes from the start of a worker to its first decision.
 */
final class TakeoverMeasurement {
    private static final int ROUNDS = Integer.getInteger("speed.rounds", 3);
    private static final int PER_SECOND = 200;
    private static final int SECONDS = 60;
    private static final int KILLED_AFTER = 10;

    private final SpeedLoad load = new SpeedLoad();
    private boolean isProvisioned;

    private TakeoverMeasurement() {}

    /** Prints a line for each round. */
    public static void main(String[] args) throws Exception {
        try (Surroundings surroundings = Surroundings.start()) {
            surroundings.createTopics(List.of(new RingfenceWorker()));
            TakeoverMeasurement measurement = new TakeoverMeasurement();
            for (int round = 0; round < ROUNDS; round++) {
                measurement.killed(surroundings, 1);
                measurement.killed(surroundings, 0);
                measurement.started(surroundings);
            }
        }
    }

    private void killed(Surroundings surroundings, int standbys) throws Exception {
        RingfenceWorker killed = worker(surroundings, "killed", standbys);
        RingfenceWorker other = worker(surroundings, "other", standbys);
        try (ChildJvm first = killed.startProcess(surroundings);
                ChildJvm second = other.startProcess(surroundings);
                LatencyUnderLoad latency = new LatencyUnderLoad(surroundings, other)) {
            try (Flow flow = other.flow(surroundings)) {
                warmUp(surroundings, other, flow);
            }
            latency.skip();
            ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
            killer.schedule(first::kill, KILLED_AFTER, TimeUnit.SECONDS);
            Histogram oneHop =
                    latency.at(PER_SECOND, load.next(PER_SECOND * SECONDS)).get(LatencyUnderLoad.Way.ONE_HOP);
            killer.shutdown();
            System.out.printf("killed, %d standbys: nobody decided for %.1f s%n", standbys, oneHop.getMaxValue() / 1e6);
        }
    }

    private void warmUp(Surroundings surroundings, RingfenceWorker worker, Flow flow) {
        if (!isProvisioned) {
            flow.of(worker.records(load.provisioning(), surroundings.avro()));
            isProvisioned = true;
        }
        flow.of(worker.records(load.next(SpeedLoad.REQUESTS), surroundings.avro()));
    }

    private static RingfenceWorker worker(Surroundings surroundings, String name, int standbys) throws IOException {
        return new RingfenceWorker(Map.of(
                "ringfence.state-directory",
                surroundings.state(name).toString(),
                Surroundings.STANDBYS,
                Integer.toString(standbys)));
    }

    /** One that was stopped in order, with what it had: what a restart takes. */
    private void started(Surroundings surroundings) throws Exception {
        RingfenceWorker worker = worker(surroundings, "other", 0);
        ChildJvm before = worker.startProcess(surroundings);
        before.process().destroy();
        before.process().waitFor();
        try (Flow flow = worker.flow(surroundings)) {
            CompletableFuture<Long> decided = CompletableFuture.supplyAsync(() -> {
                flow.of(worker.records(load.next(1), surroundings.avro()));
                return System.nanoTime();
            });
            long begin = System.nanoTime();
            try (ChildJvm started = worker.launch(surroundings)) {
                System.out.printf("started: the first decision after %.1f s%n", (decided.get() - begin) / 1e9);
            }
        }
    }
}
