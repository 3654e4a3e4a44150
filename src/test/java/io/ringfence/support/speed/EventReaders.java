package io.ringfence.support.speed;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Readers of the events of sites, each on a connection of its own. */
final class EventReaders implements AutoCloseable {
    private final LongAdder events = new LongAdder();
    private final List<CompletableFuture<HttpResponse<Void>>> streams;

    /**
     * @param path of the i-th reader's stream
     */
    EventReaders(URI url, int count, IntFunction<String> path) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        streams = IntStream.range(0, count)
                .mapToObj(
                        i -> HttpRequest.newBuilder(url.resolve(path.apply(i))).build())
                .map(request ->
                        http.sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(events))))
                .toList();
    }

    /** So many were read so far. */
    long count() {
        if (streams.stream().anyMatch(CompletableFuture::isDone)) {
            throw new IllegalStateException("A stream has ended.");
        }
        return events.sum();
    }

    @Override
    public void close() {
        streams.forEach(stream -> stream.cancel(true));
    }

    private record Lines(LongAdder events) implements java.util.concurrent.Flow.Subscriber<String> {
        @Override
        public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("event:")) {
                events.increment();
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The stream's future has it.
        }

        @Override
        public void onComplete() {
            // The stream's future is done.
        }
    }
}
