package io.ringfence.support.drill;

import io.ringfence.domain.Entitlement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A worker, asked for what it decides itself, as another instance asks it. */
public record Decider(URI worker) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NOT_MINE = 503;

    /** Those of the numbers that it answers for, be it that there is none such. */
    List<String> answered(List<String> numbers) throws IOException, InterruptedException {
        List<String> answered = new ArrayList<>();
        for (String number : numbers) {
            if (answers(number)) {
                answered.add(number);
            }
        }
        return answered;
    }

    /** Whether the entitlement is in force, as the owner of its site says; false also where that is another. */
    public boolean limits(Entitlement entitlement) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        worker.resolve("/internal/parties?siteId=%s&partyType=%s&partyId=%s"
                                .formatted(
                                        entitlement.siteId(),
                                        entitlement.party().type(),
                                        entitlement.party().id())))
                .header("Ringfence-Forwarded", "active")
                .timeout(PATIENCE)
                .build();
        return HTTP.send(request, BodyHandlers.ofString())
                .body()
                .contains("\"voiceServices\":" + entitlement.voiceServices());
    }

    private boolean answers(String number) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(worker.resolve("/api/phone-numbers/%2B" + number.substring(1)))
                .header("Ringfence-Forwarded", "active")
                .timeout(PATIENCE)
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode() != NOT_MINE;
    }
}
