package io.ringfence.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A worker, asked for what it decides itself, as another instance asks it. */
record Decider(URI worker) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NOT_MINE = 503;

    /** Whether it answers for the number, be it that there is none. */
    boolean answersFor(String number) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(worker.resolve("/api/phone-numbers/%2B" + number.substring(1)))
                .header("Ringfence-Forwarded", "active")
                .timeout(PATIENCE)
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() != NOT_MINE;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
