package io.ringfence.support.speed;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
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

    /** Until the compiler has little left to do; with less, what runs seldom enough is never compiled. */
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("speed.warm.up.seconds", 40));

    private final Contender ringfence;

    /** Each with numbers that live through what is asked of it: the slower it is, the less that is. */
    private final Map<Contender, SpeedLoad> contenders = new LinkedHashMap<>();

    private final Map<Contender, List<Double>> rates = new LinkedHashMap<>();

    private SpeedMeasurement(PostgresServer postgres) throws SQLException, IOException {
        ringfence = new RingfenceWorker();
        for (Contender contender : List.of(
                new Direct(),
                new OtherTopology(ContenderTopology.PASS_THROUGH),
                new OtherTopology(ContenderTopology.ONE_STORE),
                new OtherTopology(ContenderTopology.SKELETON),
                ringfence,
                new PostgresByOne(postgres.create("by_one"), 16),
                new PostgresByPoll(postgres.create("by_poll"), 6))) {
            contenders.put(contender, new SpeedLoad());
            rates.put(contender, new ArrayList<>());
        }
    }

    /** Prints a line for each turn, and a table in the end. */
    public static void main(String[] args) throws Exception {
        try (Surroundings surroundings = Surroundings.start();
                PostgresServer postgres = PostgresServer.start()) {
            new SpeedMeasurement(postgres).run(surroundings);
        }
    }

    private void run(Surroundings surroundings) throws Exception {
        System.out.printf("%s, %s%n", SpeedLoad.description(), surroundings);
        surroundings.createTopics(contenders.keySet());
        for (int round = 0; round < ROUNDS; round++) {
            List<Contender> order = new ArrayList<>(contenders.keySet());
            Collections.rotate(order, round);
            for (Contender contender : order) {
                double rate = rate(contender, surroundings, round == 0);
                rates.get(contender).add(rate);
                System.out.printf("%d %,10.0f a second: %s%n", round + 1, rate, contender);
            }
        }
        printTable();
    }

    private double rate(Contender contender, Surroundings surroundings, boolean isFirst) throws Exception {
        SpeedLoad load = contenders.get(contender);
        try (Contender.Running running = contender.start(surroundings)) {
            long begin = System.nanoTime();
            if (isFirst) {
                running.decide(load.provisioning());
            }
            while (System.nanoTime() - begin < WARM_UP.toNanos()) {
                running.decide(load.next(SpeedLoad.REQUESTS));
            }
            return SpeedLoad.REQUESTS
                    / (running.decide(load.next(SpeedLoad.REQUESTS)).toNanos() / 1e9);
        }
    }

    private void printTable() {
        System.out.println("\n| | a second, median | from, to | Ringfence is |\n|---|---|---|---|");
        contenders.keySet().forEach(contender -> {
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
