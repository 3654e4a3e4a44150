package io.ringfence.api.listing;

import static io.ringfence.support.api.Numbers.ACME;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Site;
import io.ringfence.domain.Status;
import io.ringfence.query.Location;
import io.ringfence.query.NotQueryableException;
import io.ringfence.support.api.ApiServer;
import io.ringfence.support.api.ScriptedInstance;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a site has of numbers, and what comes back when. */
class StockTest {
    private static final String STOCK = """
            {"siteId": "london-1", "statuses": {"AVAILABLE": 4, "ACTIVE": 1, "COOLDOWN": 3}, "locked": 2, "free": 1,
             "low": true, "returning": [{"date": "2026-12-01", "count": 2}, {"date": "2026-12-24", "count": 1}]}""";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @Test
    void isAnsweredAsItIsTold() {
        london();

        assertThat(API.json("/api/sites/london-1/stock")).isEqualTo(ApiServer.tree(STOCK));
    }

    @Test
    void siteThatHasNoNumberAnyMoreIsLow() {
        API.readModel().site("paris");

        assertThat(API.json("/api/sites/paris/stock")).isEqualTo(ApiServer.tree("""
                {"siteId": "paris", "statuses": {}, "locked": 0, "free": 0, "low": true, "returning": []}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "no%20where", "oslo"})
    void siteThatNeverHadANumberIsNotFound(String siteId) {
        API.directory().site(new Site("oslo", "Oslo", null, List.of(), null, null));

        assertThat(API.problem(404, "Not Found", "/api/sites/" + siteId + "/stock")
                        .path("detail")
                        .textValue())
                .isEqualTo("Site %s is unknown.", siteId.replace("%20", " "));
    }

    @Test
    void isWorthAnotherTryWhileItIsBeingCounted() {
        london();
        API.readModel().failAfter(0, new NotQueryableException("The stock of the sites is being counted."));

        HttpResponse<String> response = API.get("/api/sites/london-1/stock");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void isToldToAnotherInstance() {
        london();

        assertThat(ApiServer.tree(API.get("/internal/stock?siteId=london-1", "Ringfence-Forwarded", "active")
                        .body()))
                .isEqualTo(ApiServer.tree("{\"stock\": " + STOCK + "}"));
        assertThat(API.get("/internal/stock?siteId=oslo", "Ringfence-Forwarded", "active")
                        .body())
                .isEqualTo("{\"stock\":null}");
    }

    @Test
    void isAskedOfTheInstanceThatHasTheSite() throws Exception {
        try (ScriptedInstance owner = elsewhere("200 OK", "{\"stock\":" + STOCK + "}")) {
            HttpResponse<String> response = API.get("/api/sites/london-1/stock");

            assertThat(ApiServer.tree(response.body())).isEqualTo(ApiServer.tree(STOCK));
            assertThat(response.headers().firstValue("Ringfence-Standby-Lag")).hasValue("7");
            assertThat(owner.request()).contains("GET /internal/stock?siteId=london-1 HTTP/1.1");
        }
    }

    @Test
    void siteThatItsOwnerDoesNotKnowIsNotFound() throws Exception {
        try (ScriptedInstance owner = elsewhere("200 OK", "{\"stock\":null}")) {
            API.problem(404, "Not Found", "/api/sites/nowhere/stock");
            assertThat(owner.request()).isNotEmpty();
        }
    }

    /** It does not know what it is asked, which says nothing about the site. */
    @Test
    void siteOfAnInstanceOfAnEarlierReleaseIsWorthAnotherTry() throws Exception {
        try (ScriptedInstance owner = elsewhere("404 Not Found", "{}")) {
            API.problem(503, "Service Unavailable", "/api/sites/london-1/stock");
            assertThat(owner.request()).isNotEmpty();
        }
    }

    private static void london() {
        API.readModel()
                .site(
                        "london-1",
                        number(1).build(),
                        number(2).locked().build(),
                        number(3).main().build(),
                        number(4).details(null, null, NumberKind.IVR, null).build(),
                        number(5).held(Status.ACTIVE, ACME).build(),
                        number(6).coolingOff("2026-12-24").build(),
                        number(7).coolingOff("2026-12-01").build(),
                        number(8).coolingOff("2026-12-01").locked().build());
    }

    private static ScriptedInstance elsewhere(String status, String body) {
        ScriptedInstance owner = new ScriptedInstance("""
                HTTP/1.1 %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                Ringfence-Standby-Lag: 7\r
                \r
                %s""".formatted(status, body.length(), body));
        API.everythingIs(new Location(false, Optional.of(owner.address()), List.of()));
        return owner;
    }
}
