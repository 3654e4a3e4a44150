package io.ringfence.support.speed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Clients that ask one thing after another, each as soon as it has its answer.
 *
 * @param path what the i-th question is
 */
record Queries(String name, int clients, IntFunction<String> path) {
    /** What came of them. */
    interface Asking extends AutoCloseable {
        /** Answers so far, in microseconds. */
        Histogram micros();

        /** Ends it, and throws where an answer was none. */
        @Override
        void close();
    }

    Asking start(URI url) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Histogram micros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(1), 3);
        LongAdder asked = new LongAdder();
        ExecutorService asking = Executors.newFixedThreadPool(clients);
        List<Future<?>> all = IntStream.range(0, clients)
                .<Future<?>>mapToObj(client -> asking.submit(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        asked.increment();
                        ask(http, url.resolve(path.apply(asked.intValue())), micros);
                    }
                    return null;
                }))
                .toList();
        return new Asking() {
            @Override
            public Histogram micros() {
                return micros;
            }

            @Override
            public void close() {
                all.stream().filter(Future::isDone).forEach(Queries::requireNoFailure);
                asking.shutdownNow();
            }
        };
    }

    private static void ask(HttpClient http, URI uri, Histogram micros) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        HttpResponse<byte[]> answer =
                http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("%s: %d %s".formatted(uri, answer.statusCode(), new String(answer.body())));
        }
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
    }

    private static void requireNoFailure(Future<?> ended) {
        try {
            ended.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
