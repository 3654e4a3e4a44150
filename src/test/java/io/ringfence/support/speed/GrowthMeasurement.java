package io.ringfence.support.speed;

import io.ringfence.embedded.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * Measures what a worker decides, takes and restores as an estate grows: more numbers, more partitions, all numbers at one site.
 * Each on a broker of its own.
 */
final class GrowthMeasurement {
    private static final int PROVISIONED_AT_ONCE = 500_000;

    private static final int LARGEST = Integer.getInteger("speed.largest", 1_000_000);

    private record Estate(int numbers, int sites, int partitions) {
        private static List<Estate> all() {
            return Stream.of(
                            new Estate(100_000, SpeedLoad.SITES, 6),
                            new Estate(10_000, SpeedLoad.SITES, 6),
                            new Estate(1_000_000, SpeedLoad.SITES, 6),
                            new Estate(5_000_000, SpeedLoad.SITES, 6),
                            new Estate(100_000, SpeedLoad.SITES, 24),
                            new Estate(100_000, SpeedLoad.SITES, 48),
                            new Estate(100_000, 1, 6))
                    .filter(estate -> estate.numbers <= LARGEST)
                    .toList();
        }
    }

    private GrowthMeasurement() {}

    /** Prints a row for each estate. */
    public static void main(String[] args) throws Exception {
        System.out.println("| numbers | sites | partitions | provisioned a second | decided a second | resident, MB"
                + " | state, MB | restored in, s |\n|---|---|---|---|---|---|---|---|");
        for (Estate estate : Estate.all()) {
            measure(estate);
        }
    }

    private static void measure(Estate estate) throws Exception {
        RingfenceWorker worker = new RingfenceWorker();
        SpeedLoad load = new SpeedLoad(estate.numbers, estate.sites);
        try (Surroundings surroundings = Surroundings.start(estate.partitions)) {
            surroundings.createTopics(List.of(worker));
            double provisioned;
            double decided;
            long resident;
            try (ChildJvm process = worker.startProcess(surroundings);
                    Flow flow = worker.flow(surroundings)) {
                provisioned = provision(load, estate, worker, surroundings, flow);
                flow.of(worker.records(load.next(SpeedLoad.REQUESTS), surroundings.avro()));
                Duration taken = flow.of(worker.records(load.next(SpeedLoad.REQUESTS), surroundings.avro()));
                decided = SpeedLoad.REQUESTS / (taken.toNanos() / 1e9);
                resident = residentMegabytes(process.process().pid());
            }
            Path state = surroundings.state(RingfenceWorker.GROUP);
            long size = megabytes(state);
            Utils.delete(state.toFile());
            long begin = System.nanoTime();
            worker.startProcess(surroundings).close();
            System.out.printf(
                    "| %,d | %d | %d | %,.0f | %,.0f | %,d | %,d | %.1f |%n",
                    estate.numbers,
                    estate.sites,
                    estate.partitions,
                    provisioned,
                    decided,
                    resident,
                    size,
                    (System.nanoTime() - begin) / 1e9);
        }
    }

    private static double provision(
            SpeedLoad load, Estate estate, RingfenceWorker worker, Surroundings surroundings, Flow flow) {
        long nanos = 0;
        for (int from = 0; from < estate.numbers; from += PROVISIONED_AT_ONCE) {
            SpeedLoad.Batch part = load.provisioning(from, from + PROVISIONED_AT_ONCE);
            nanos += flow.of(worker.records(part, surroundings.avro())).toNanos();
        }
        return estate.numbers / (nanos / 1e9);
    }

    private static long residentMegabytes(long pid) throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return status.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long megabytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(GrowthMeasurement::size)
                            .sum()
                    >> 20;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
