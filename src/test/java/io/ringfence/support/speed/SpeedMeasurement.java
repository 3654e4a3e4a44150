package io.ringfence.support.speed;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how much Ringfence decides a second beside what does less with the same records, and beside a relational database: in
 * turns, each in a new process, on a broker in a process of its own. Every count is checked.
 */
final class SpeedMeasurement {
    private static final int ROUNDS = Integer.getInteger("speed.rounds", 3);

    private static final int COMMIT_MS = Integer.getInteger("speed.commit.ms", 20);

    private final SpeedLoad load = new SpeedLoad();
    private final Contender ringfence;
    private final List<Contender> contenders;
    private final Map<Contender, List<Double>> rates = new LinkedHashMap<>();

    private SpeedMeasurement(PostgresServer postgres) throws SQLException, IOException {
        ringfence = new RingfenceWorker();
        contenders = List.of(
                new Direct(),
                new OtherTopology(ContenderTopology.PASS_THROUGH),
                new OtherTopology(ContenderTopology.ONE_STORE),
                new OtherTopology(ContenderTopology.SKELETON),
                ringfence,
                new PostgresByOne(postgres.create("by_one"), 16),
                new PostgresByPoll(postgres.create("by_poll"), 6));
        contenders.forEach(contender -> rates.put(contender, new ArrayList<>()));
    }

    /** Prints a line for each turn, and a table in the end. */
    public static void main(String[] args) throws Exception {
        try (Surroundings surroundings = Surroundings.start(COMMIT_MS);
                PostgresServer postgres = PostgresServer.start()) {
            new SpeedMeasurement(postgres).run(surroundings);
        }
    }

    private void run(Surroundings surroundings) throws Exception {
        System.out.printf("%s, %s%n", SpeedLoad.description(), surroundings);
        surroundings.createTopics(contenders);
        for (int round = 0; round < ROUNDS; round++) {
            // All numbers come first.
            SpeedLoad.Batch warmUp = round == 0 ? load.provisioning() : load.next(SpeedLoad.REQUESTS);
            SpeedLoad.Batch measured = load.next(SpeedLoad.REQUESTS);
            List<Contender> order = new ArrayList<>(contenders);
            Collections.rotate(order, round);
            for (Contender contender : order) {
                double rate = rate(contender, surroundings, warmUp, measured);
                rates.get(contender).add(rate);
                System.out.printf("%d %,10.0f a second: %s%n", round + 1, rate, contender);
            }
        }
        printTable();
    }

    private static double rate(
            Contender contender, Surroundings surroundings, SpeedLoad.Batch warmUp, SpeedLoad.Batch measured)
            throws Exception {
        try (Contender.Running running = contender.start(surroundings)) {
            running.decide(warmUp);
            return measured.requests().size() / (running.decide(measured).toNanos() / 1e9);
        }
    }

    private void printTable() {
        System.out.println("\n| | a second, median | from, to | Ringfence is |\n|---|---|---|---|");
        contenders.forEach(contender -> {
            List<Double> all = sorted(contender);
            System.out.printf(
                    "| %s | %,.0f | %,.0f to %,.0f | %.2f |%n",
                    contender,
                    median(contender),
                    all.get(0),
                    all.get(all.size() - 1),
                    median(ringfence) / median(contender));
        });
    }

    private double median(Contender contender) {
        List<Double> all = sorted(contender);
        return all.get(all.size() / 2);
    }

    private List<Double> sorted(Contender contender) {
        return rates.get(contender).stream().sorted().toList();
    }
}
