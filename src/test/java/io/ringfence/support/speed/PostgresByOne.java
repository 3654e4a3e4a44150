package io.ringfence.support.speed;

import io.ringfence.domain.ActionRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A transaction for each request, over several connections, each with numbers of its own. Requests come from memory and outcomes
 * stay in the database: no topic costs anything.
 *
 * @param database its URL
 */
record PostgresByOne(String database, int connections) implements Contender {
    @Override
    public List<NewTopic> topics() {
        return List.of();
    }

    @Override
    public Running start(Surroundings surroundings) throws Exception {
        List<PostgresDecisions> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            all.add(new PostgresDecisions(PostgresServer.connect(database), surroundings.avro()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        return new Running() {
            @Override
            public Duration decide(SpeedLoad.Batch batch) throws Exception {
                List<List<ActionRequest>> shares = shares(batch);
                long begin = System.nanoTime();
                List<Future<Integer>> deciding = IntStream.range(0, connections)
                        .mapToObj(i -> threads.submit(() -> decideAll(all.get(i), shares.get(i))))
                        .toList();
                int accepted = 0;
                for (Future<Integer> one : deciding) {
                    accepted += one.get();
                }
                Duration taken = Duration.ofNanos(System.nanoTime() - begin);
                if (accepted != batch.accepted()) {
                    throw new IllegalStateException(
                            "%d accepted, where %d are to be".formatted(accepted, batch.accepted()));
                }
                return taken;
            }

            @Override
            public void close() throws Exception {
                threads.shutdown();
                for (PostgresDecisions decisions : all) {
                    decisions.close();
                }
            }
        };
    }

    /** Returns how many were accepted. */
    private static int decideAll(PostgresDecisions decisions, List<ActionRequest> requests) throws SQLException {
        int accepted = 0;
        for (ActionRequest request : requests) {
            accepted += decisions.decide(request, Instant.now()).accepted() ? 1 : 0;
            decisions.commit();
        }
        return accepted;
    }

    private List<List<ActionRequest>> shares(SpeedLoad.Batch batch) {
        return IntStream.range(0, connections)
                .mapToObj(i -> batch.requests().stream()
                        .filter(request -> Math.floorMod(request.phoneNumber().hashCode(), connections) == i)
                        .toList())
                .toList();
    }

    @Override
    public String toString() {
        return "PostgreSQL, one by one, %d connections".formatted(connections);
    }
}
