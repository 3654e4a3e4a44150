package io.ringfence.api.listing;

import static io.ringfence.support.api.Numbers.ACME;
import static io.ringfence.support.api.Numbers.OPERATOR;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Site;
import io.ringfence.domain.Status;
import io.ringfence.query.Location;
import io.ringfence.support.api.ApiServer;
import io.ringfence.support.api.ScriptedInstance;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All sites, and one; with what the directory says of them. */
class SitesTest {
    private static final String LONDON = """
            {"siteId": "london-1", "total": 3, "statuses": {"AVAILABLE": 2, "ACTIVE": 1}, "name": "London One",
             "operator": {"type": "OPERATOR", "id": "op", "name": "Desks & Co"},
             "occupiers": [{"type": "OCCUPIER", "id": "acme", "name": "Acme"}],
             "region": "GB", "zone": "Europe/London"}""";
    private static final String NAMELESS = """
            {"siteId": "paris.old", "total": 0, "statuses": {}, "name": null, "operator": null, "occupiers": [],
             "region": null, "zone": null}""";
    private static final String NUMBERLESS = """
            {"siteId": "oslo", "total": 0, "statuses": {}, "name": "Oslo", "operator": null, "occupiers": [],
             "region": null, "zone": null}""";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @Test
    void areListedWithCountsByStatusAndWhatTheDirectorySays() {
        three();

        assertThat(API.json("/api/sites"))
                .isEqualTo(ApiServer.tree("{\"sites\": [%s, %s, %s]}".formatted(LONDON, NUMBERLESS, NAMELESS)));
    }

    @Test
    void oneIsAnsweredAsItIsListed() {
        three();

        assertThat(API.json("/api/sites/london-1")).isEqualTo(ApiServer.tree(LONDON));
        assertThat(API.json("/api/sites/paris.old")).isEqualTo(ApiServer.tree(NAMELESS));
        assertThat(API.json("/api/sites/oslo")).isEqualTo(ApiServer.tree(NUMBERLESS));
    }

    private static void three() {
        API.readModel()
                .site(
                        "london-1",
                        number(1).build(),
                        number(2).build(),
                        number(3).held(Status.ACTIVE, ACME).build());
        API.readModel().site("paris.old");
        API.directory().site(new Site("london-1", "London One", OPERATOR, List.of(ACME), "GB", "Europe/London"));
        API.directory().site(new Site("oslo", "Oslo", null, List.of(), null, null));
    }

    @Test
    void areAnEmptyListWhereThereAreNone() {
        assertThat(API.get("/api/sites").body()).isEqualTo("{\"sites\":[]}");
    }

    /** The listing is of numbers: what is in the directory alone has none, and never had. */
    @Test
    void oneThatNeverHadANumberHasNoListing() {
        API.directory().site(new Site("oslo", "Oslo", null, List.of(), null, null));

        API.problem(404, "Not Found", "/api/sites/oslo/phone-numbers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nowhere", "no%20where", "a-name-that-is-longer-than-the-64-characters-that-an-id-of-a-site-has"
            })
    void oneThatNobodyKnowsIsNotFound(String siteId) {
        API.directory().site(new Site("oslo", "Oslo", null, List.of(), null, null));

        assertThat(API.problem(404, "Not Found", "/api/sites/" + siteId)
                        .path("detail")
                        .textValue())
                .isEqualTo("Site %s is unknown.", siteId.replace("%20", " "));
    }

    /** Whoever answers the client adds the names: who is asked for a part need not have read the directory yet. */
    @Test
    void anotherInstanceIsToldTheCountsAlone() {
        three();

        assertThat(ApiServer.tree(API.get("/api/sites", "Ringfence-Forwarded", "active", "Ringfence-Partitions", "0")
                        .body()))
                .isEqualTo(ApiServer.tree("""
                        {"sites": [
                          {"siteId": "london-1", "total": 3, "statuses": {"AVAILABLE": 2, "ACTIVE": 1}},
                          {"siteId": "paris.old", "total": 0, "statuses": {}}]}"""));
        assertThat(API.get("/internal/sites?siteId=paris.old", "Ringfence-Forwarded", "active")
                        .body())
                .isEqualTo("{\"site\":{\"siteId\":\"paris.old\",\"total\":0,\"statuses\":{}}}");
        assertThat(API.get("/internal/sites?siteId=oslo", "Ringfence-Forwarded", "active")
                        .body())
                .isEqualTo("{\"site\":null}");
    }

    @Test
    void oneOfAnotherInstanceIsAskedOfThat() throws Exception {
        three();
        try (ScriptedInstance owner = new ScriptedInstance(
                answer("200 OK", "{\"site\":{\"siteId\":\"london-1\",\"total\":9,\"statuses\":{\"ACTIVE\":9}}}"))) {
            API.everythingIs(new Location(false, Optional.of(owner.address()), List.of()));

            HttpResponse<String> response = API.get("/api/sites/london-1");

            assertThat(ApiServer.tree(response.body()))
                    .isEqualTo(ApiServer.tree(LONDON.replace("\"total\": 3", "\"total\": 9")
                            .replaceFirst("\\{\"AVAILABLE.*?}", "{\"ACTIVE\": 9}")));
            assertThat(response.headers().firstValue("Ringfence-Standby-Lag")).hasValue("7");
            assertThat(owner.request()).contains("GET /internal/sites?siteId=london-1 HTTP/1.1");
        }
    }

    @Test
    void oneThatItsOwnerDoesNotKnowIsNotFound() throws Exception {
        try (ScriptedInstance owner = new ScriptedInstance(answer("200 OK", "{\"site\":null}"))) {
            API.everythingIs(new Location(false, Optional.of(owner.address()), List.of()));

            API.problem(404, "Not Found", "/api/sites/nowhere");
        }
    }

    /** It does not know what it is asked, which says nothing about the site. */
    @Test
    void oneOfAnInstanceOfAnEarlierReleaseIsWorthAnotherTry() throws Exception {
        three();
        try (ScriptedInstance owner = new ScriptedInstance(answer("404 Not Found", "{}"))) {
            API.everythingIs(new Location(false, Optional.of(owner.address()), List.of()));

            API.problem(503, "Service Unavailable", "/api/sites/oslo");
        }
    }

    private static String answer(String status, String body) {
        return """
                HTTP/1.1 %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                Ringfence-Standby-Lag: 7\r
                \r
                %s""".formatted(status, body.length(), body);
    }
}
