package io.ringfence.description;

import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.query.Location;
import io.ringfence.query.NotQueryableException;
import io.ringfence.support.api.ApiServer;
import io.ringfence.support.description.Conformance;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever cannot be answered now is told so as described, whatever was asked. The rest is in {@code DescriptionIT}. */
class RefusedForNowTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final String NUMBER = "/api/phone-numbers/+442079460001";
    private static final String ID = "/7c3f9d4e-0000-4000-8000-000000000001";

    private final Conformance description = new Conformance(new ApiDescription().text());

    @Test
    void isToldToComeBack() {
        API.readModel().site("london-1", number(1).build());
        API.everythingIs(Location.UNKNOWN);
        API.history().knowsAll(CompletableFuture.failedFuture(new NotQueryableException("The brokers do not say.")));

        for (String path : new String[] {
            "/api/sites",
            "/api/sites/london-1",
            "/api/sites/london-1/stock",
            "/api/sites/london-1/phone-numbers",
            "/api/sites/london-1/phone-numbers.csv",
            "/api/sites/london-1/voice-service-orders" + ID,
            "/api/parties/OCCUPIER/acme/phone-numbers",
            "/api/parties/OCCUPIER/acme/phone-numbers.csv",
            "/api/phone-numbers",
            "/api/phone-numbers.csv",
            NUMBER,
            NUMBER + "/history",
            NUMBER + "/requests" + ID
        }) {
            description.check(API.get(path));
        }
        description.check(API.post(NUMBER + "/requests", "{\"action\":\"LOCK\"}"));
        description.check(API.post("/api/sites/london-1/voice-service-orders", "{\"type\":\"CEASE\"}"));
        description.check(API.send(
                "POST",
                BodyPublishers.ofString("Phone number\n+442079460001\n"),
                "/api/sites/london-1/phone-numbers.csv",
                "Content-Type",
                "text/csv"));

        // The last needs a worker that tells of changes, and the others are not the API's.
        assertThat(description.unseen())
                .filteredOn(status -> status.endsWith(" 503"))
                .containsExactly("getHealth 503", "getLiveness 503", "getReadiness 503", "streamSiteEvents 503");
    }
}
