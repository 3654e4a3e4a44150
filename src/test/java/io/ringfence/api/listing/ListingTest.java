package io.ringfence.api.listing;

import static io.ringfence.support.api.Numbers.ACME;
import static io.ringfence.support.api.Numbers.NOW;
import static io.ringfence.support.api.Numbers.OPERATOR;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.domain.Action;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Question;
import io.ringfence.domain.Status;
import io.ringfence.support.api.ApiServer;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The listing of a site. */
class ListingTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final String PATH = "/api/sites/london-1/phone-numbers";

    @Test
    void showsEveryFieldInOrderAndNullsAsNull() {
        API.readModel().site("london-1", number(1).build());

        assertThat(API.get(PATH).body()).isEqualTo("""
                {"siteId":"london-1","total":1,"matched":1,"statuses":{"AVAILABLE":1},"phoneNumbers":[\
                {"phoneNumber":"+442079460001","siteId":"london-1","extension":null,"rangeName":null,\
                "kind":"DIRECT","portedFrom":null,"status":"AVAILABLE","allocatedTo":null,"assignedUser":null,\
                "mainNumber":false,"coolingOffDate":null,"locked":false,"lockReason":null,"changeInProgress":null,"version":3,\
                "updatedAt":"2026-11-23T09:30:00Z","nationalFormat":"020 7946 0001","availableActions":["NOMINATE_MAIN_NUMBER","ALLOCATE"]}],\
                "next":null}""");
    }

    @Test
    void showsPartiesDatesAndChanges() {
        UUID requestId = UUID.fromString("7c3f9d4e-0000-4000-8000-000000000001");
        API.readModel()
                .site(
                        "london-1",
                        number(1)
                                .details("0001", "Ground floor", NumberKind.IVR, "Other Telecom")
                                .assigned(ACME, "u-1")
                                .build(),
                        number(2).coolingOff("2026-12-31").locked().build(),
                        number(3)
                                .held(Status.RESERVED, OPERATOR)
                                .main()
                                .changing(new ChangeInProgress(
                                        requestId, Action.ACTIVATE, NOW.plusMillis(7), Question.MAIN_NUMBER))
                                .build());

        JsonNode rows = API.json(PATH).path("phoneNumbers");

        assertThat(rows.get(0)).isEqualTo(ApiServer.tree("""
                {"phoneNumber": "+442079460001", "siteId": "london-1", "extension": "0001",
                 "rangeName": "Ground floor", "kind": "IVR", "portedFrom": "Other Telecom", "status": "ASSIGNED",
                 "allocatedTo": {"type": "OCCUPIER", "id": "acme", "name": "Acme"}, "assignedUser": "u-1",
                 "mainNumber": false, "coolingOffDate": null, "locked": false, "lockReason": null, "changeInProgress": null,
                 "version": 3, "updatedAt": "2026-11-23T09:30:00Z", "nationalFormat": "020 7946 0001",
                 "availableActions": ["UNASSIGN_USER"]}"""));
        assertThat(rows.get(1).path("coolingOffDate").textValue()).isEqualTo("2026-12-31");
        assertThat(rows.get(1).path("locked").booleanValue()).isTrue();
        assertThat(rows.get(1).path("availableActions")).isEqualTo(ApiServer.tree("[]"));
        assertThat(rows.get(2).path("mainNumber").booleanValue()).isTrue();
        assertThat(rows.get(2).path("changeInProgress")).isEqualTo(ApiServer.tree("""
                {"requestId": "7c3f9d4e-0000-4000-8000-000000000001", "action": "ACTIVATE",
                 "since": "2026-11-23T09:30:00.007Z"}"""));
        assertThat(rows.get(2).path("waitsFor").textValue()).isEqualTo("MAIN_NUMBER");
        assertThat(rows.get(2).path("availableActions")).isEqualTo(ApiServer.tree("[]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "application/json;q=0.9, text/csv;q=0.1",
                "text/html, */*;q=0.8",
                "text/plain, application/json"
            })
    void isJsonForWhoPrefersIt(String accept) {
        API.readModel().site("london-1");

        HttpResponse<String> response = API.get(PATH, "Accept", accept);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(ApiServer.contentType(response)).isEqualTo("application/json");
        assertThat(response.headers().firstValue("Vary")).hasValue("Accept");
    }

    @Test
    void isThereForASiteWhoseNumbersAllLeft() {
        API.readModel().site("london-1");

        assertThat(API.json(PATH)).isEqualTo(ApiServer.tree("""
                {"siteId": "london-1", "total": 0, "matched": 0, "statuses": {}, "phoneNumbers": [], "next": null}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b_c-D9", "x.csv", "phone-numbers.csv", "..."})
    void takesEverySiteIdThatASiteMayHave(String siteId) {
        API.readModel().site(siteId);

        assertThat(API.json("/api/sites/" + siteId + "/phone-numbers")
                        .path("siteId")
                        .textValue())
                .isEqualTo(siteId);
    }

    @Test
    void isNotFoundAtAnUnknownSite() {
        assertThat(API.problem(404, "Not Found", "/api/sites/atlantis/phone-numbers?status=ACTIVE")
                        .path("detail")
                        .textValue())
                .contains("Site atlantis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "a%0d%0aX-Evil:%201", "z%C3%BCrich", "%22", "a+b"})
    void isNotFoundAtWhatCannotBeASite(String siteId) {
        API.problem(404, "Not Found", "/api/sites/" + siteId + "/phone-numbers");
        API.problem(404, "Not Found", "/api/sites/" + siteId + "/phone-numbers.csv");
        assertThat(API.readModel().answers()).isZero();
    }

    @Test
    void isNotFoundAtASiteIdTooLongForOne() {
        API.readModel().site("s".repeat(64));

        assertThat(API.json("/api/sites/" + "s".repeat(64) + "/phone-numbers")
                        .path("total")
                        .intValue())
                .isZero();
        API.problem(404, "Not Found", "/api/sites/" + "s".repeat(65) + "/phone-numbers");
    }
}
