package io.ringfence.api.listing;

import static io.ringfence.support.api.Numbers.ACME;
import static io.ringfence.support.api.Numbers.OPERATOR;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Status;
import io.ringfence.support.api.ApiServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstateTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final Party NAMESAKE = new Party(PartyType.OPERATOR, "acme", "Acme Desks");

    @BeforeEach
    void twoSites() {
        API.readModel()
                .site(
                        "b-site",
                        number(1).held(Status.RESERVED, ACME).build().withSiteId("b-site"),
                        number(2).held(Status.ACTIVE, OPERATOR).build().withSiteId("b-site"),
                        number(5).held(Status.RESERVED, NAMESAKE).build().withSiteId("b-site"));
        API.readModel()
                .site(
                        "a-site",
                        number(3).held(Status.ACTIVE, ACME).build().withSiteId("a-site"),
                        number(4)
                                .details("7001", "Ground floor", NumberKind.DIRECT, null)
                                .build()
                                .withSiteId("a-site"));
    }

    @Test
    void aPartysNumbersAreThoseAtAllSites() {
        JsonNode page = API.json("/api/parties/OCCUPIER/acme/phone-numbers");

        assertThat(page.fieldNames()).toIterable().containsExactly("phoneNumbers", "matched", "next");
        assertThat(numbers(page)).containsExactly("a-site 3", "b-site 1");
        assertThat(page.path("matched").intValue()).isEqualTo(2);
        assertThat(page.at("/phoneNumbers/0/nationalFormat").textValue()).isEqualTo("020 7946 0003");
        assertThat(page.at("/phoneNumbers/0/availableActions/0").textValue()).isEqualTo("DEACTIVATE");
        assertThat(numbers(API.json("/api/parties/OPERATOR/acme/phone-numbers")))
                .containsExactly("b-site 5");
        assertThat(numbers(API.json("/api/parties/OCCUPIER/acme/phone-numbers?status=RESERVED")))
                .containsExactly("b-site 1");
        assertThat(numbers(API.json("/api/parties/OCCUPIER/nobody/phone-numbers")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "020 7946 0003, a-site 3",
        "+44 (0)20 7946-0001, b-site 1",
        "7001, a-site 4",
        "ground, a-site 4",
        "DESKS & CO, b-site 2",
        "700, ",
    })
    void findsWhatPeopleWrite(String text, String found) {
        String search = URLEncoder.encode(text, StandardCharsets.UTF_8);

        assertThat(numbers(API.json("/api/phone-numbers?search=" + search)))
                .containsExactlyElementsOf(found == null ? List.of() : List.of(found));
    }

    @Test
    void goesThroughAllPagesAndMissesNone() {
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = API.json("/api/phone-numbers?limit=2" + after);
            assertThat(page.path("matched").intValue()).isEqualTo(5);
            seen.addAll(numbers(page));
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + URLEncoder.encode(page.path("next").textValue(), StandardCharsets.UTF_8);
        } while (!after.isEmpty());

        assertThat(seen).containsExactly("a-site 3", "a-site 4", "b-site 1", "b-site 2", "b-site 5");
    }

    @Test
    void isAFileToo() {
        assertThat(API.get("/api/parties/OCCUPIER/acme/phone-numbers.csv")
                        .body()
                        .lines())
                .containsExactly(
                        "Site,Phone number,EXT,Status,Allocated to,Cooling off date,Main number,Range name,Locked,Change in progress",
                        "a-site,+442079460003,,ACTIVE,Acme,,false,,false,",
                        "b-site,+442079460001,,RESERVED,Acme,,false,,false,");
        assertThat(API.get("/api/phone-numbers?status=AVAILABLE", "Accept", "text/csv")
                        .body()
                        .lines())
                .hasSize(2);
    }

    @Test
    void aListingMayAskForThePartyByItsType() {
        String path = "/api/sites/b-site/phone-numbers?allocatedTo=";

        assertThat(numbers(API.json(path + "acme"))).containsExactly("b-site 1", "b-site 5");
        assertThat(numbers(API.json(path + "OCCUPIER:acme"))).containsExactly("b-site 1");
        API.problem(400, "Bad Request", path + "OCCUPIER:");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/parties/LANDLORD/acme/phone-numbers, type",
        "/api/phone-numbers?status=FREE, status",
        "/api/phone-numbers?after=%2B442079460001, after",
        "/api/phone-numbers?after=a-site/12, after",
        "/api/phone-numbers?limit=0, limit",
        "/api/phone-numbers?asOf=2026-01-01T00:00:00Z, asOf",
    })
    void refusesWhatItDoesNotKnow(String path, String named) {
        assertThat(API.problem(400, "Bad Request", path).path("detail").textValue())
                .startsWith(named + " is \"");
    }

    private static List<String> numbers(JsonNode page) {
        return StreamSupport.stream(page.path("phoneNumbers").spliterator(), false)
                .map(row -> row.path("siteId").textValue() + " "
                        + Integer.parseInt(row.path("phoneNumber").textValue().substring(9)))
                .toList();
    }
}
