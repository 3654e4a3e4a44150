package io.ringfence.api.number;

import static io.ringfence.support.api.Numbers.ACME;
import static io.ringfence.support.api.Numbers.NOW;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.domain.Action;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.query.RequestState;
import io.ringfence.support.api.ApiServer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of a request. */
class RequestTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final UUID ID = UUID.fromString("7c3f9d4e-aaaa-4000-8000-000000000001");
    private static final String NUMBER = "+442079460001";
    private static final String PATH = "/api/phone-numbers/" + NUMBER + "/requests/";

    private static final String AVAILABLE = """
            {"phoneNumber":"+442079460001","siteId":"london-1","extension":null,"rangeName":null,"kind":"DIRECT",\
            "portedFrom":null,"status":"AVAILABLE","allocatedTo":null,"assignedUser":null,"mainNumber":false,\
            "coolingOffDate":null,"locked":false,"lockReason":null,"changeInProgress":null,"version":3,\
            "updatedAt":"2026-11-23T09:30:00Z"}""";

    private static final String RESERVED = """
            {"phoneNumber":"+442079460001","siteId":"london-1","extension":null,"rangeName":null,"kind":"DIRECT",\
            "portedFrom":null,"status":"RESERVED",\
            "allocatedTo":{"type":"OCCUPIER","id":"acme","name":"Acme"},"assignedUser":null,"mainNumber":false,\
            "coolingOffDate":null,"locked":false,"lockReason":null,"changeInProgress":null,"version":3,\
            "updatedAt":"2026-11-23T09:30:00Z"}""";

    @Test
    void isInProgress() {
        API.readModel().request(NUMBER, ID, new RequestState.InProgress(NUMBER, ID));

        assertThat(API.get(PATH + ID).body())
                .isEqualTo("{\"status\":\"IN_PROGRESS\",\"requestId\":\"%s\",\"phoneNumber\":\"%s\"}"
                        .formatted(ID, NUMBER));
    }

    @Test
    void wasAccepted() {
        decided(change(
                Action.ALLOCATE,
                number(1).build(),
                number(1).held(Status.RESERVED, ACME).build()));

        assertThat(API.get(PATH + ID).body()).isEqualTo("""
                {"status":"ACCEPTED","requestId":"%s","phoneNumber":"%s","siteId":"london-1","action":"ALLOCATE",\
                "requestedBy":"alice","version":4,"changedAt":"2026-11-23T09:30:00Z","before":%s,"after":%s}""".formatted(ID, NUMBER, AVAILABLE, RESERVED));
    }

    @Test
    void wasAcceptedAndThereIsNothingBeforeOrNothingAfter() {
        decided(change(Action.PROVISION, null, number(1).build()));
        JsonNode provisioned = API.json(PATH + ID);
        assertThat(provisioned.path("before").isNull()).isTrue();
        assertThat(provisioned.path("after")).isEqualTo(ApiServer.tree(AVAILABLE));

        decided(change(Action.WITHDRAW, number(1).build(), null));
        JsonNode withdrawn = API.json(PATH + ID);
        assertThat(withdrawn.path("before")).isEqualTo(ApiServer.tree(AVAILABLE));
        assertThat(withdrawn.path("after").isNull()).isTrue();
    }

    @Test
    void wasRejected() {
        decided(new Rejection(
                ID,
                NUMBER,
                "london-1",
                Action.NOMINATE_MAIN_NUMBER,
                "alice",
                RejectionCode.PARTY_HAS_MAIN_NUMBER,
                "Acme has one.",
                NOW,
                number(1).held(Status.RESERVED, ACME).build(),
                List.of(Action.DEALLOCATE, Action.ACTIVATE),
                "+442079460009"));

        assertThat(API.get(PATH + ID).body()).isEqualTo("""
                {"status":"REJECTED","requestId":"%s","phoneNumber":"%s","siteId":"london-1",\
                "action":"NOMINATE_MAIN_NUMBER","requestedBy":"alice","code":"PARTY_HAS_MAIN_NUMBER",\
                "message":"Acme has one.","rejectedAt":"2026-11-23T09:30:00Z","current":%s,\
                "allowedActions":["DEALLOCATE","ACTIVATE"],"heldBy":"+442079460009"}""".formatted(ID, NUMBER, RESERVED));
    }

    @Test
    void wasRejectedAndNothingIsShown() {
        decided(new Rejection(
                ID,
                NUMBER,
                "london-1",
                Action.LOCK,
                "alice",
                RejectionCode.WRONG_SITE,
                "No.",
                NOW,
                null,
                List.of(),
                null));

        JsonNode rejected = API.json(PATH + ID);

        assertThat(rejected.path("current").isNull()).isTrue();
        assertThat(rejected.path("heldBy").isNull()).isTrue();
        assertThat(rejected.path("allowedActions")).isEqualTo(ApiServer.tree("[]"));
    }

    @Test
    void isFoundHoweverItsUrlIsWritten() {
        API.readModel().request(NUMBER, ID, new RequestState.InProgress(NUMBER, ID));

        assertThat(API.json("/api/phone-numbers/%2B442079460001/requests/"
                                + ID.toString().toUpperCase(Locale.ROOT))
                        .path("requestId")
                        .textValue())
                .isEqualTo(ID.toString());
    }

    @Test
    void isNotFoundWhereNeverSeen() {
        API.readModel().request("+442079460002", ID, new RequestState.InProgress("+442079460002", ID));

        assertThat(API.problem(404, "Not Found", PATH + ID).path("detail").textValue())
                .contains(ID.toString())
                .contains(NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "1-1-1-1-1", "7c3f9d4e-aaaa-4000-8000-00000000000g", "7c3f9d4eaaaa40008000000000000001"})
    void isABadRequestWithoutAUuid(String requestId) {
        assertThat(API.problem(400, "Bad Request", PATH + requestId)
                        .path("detail")
                        .textValue())
                .isEqualTo("requestId is \"" + requestId + "\"; allowed: a UUID.");
    }

    @Test
    void isABadRequestForAMalformedNumber() {
        assertThat(API.problem(400, "Bad Request", "/api/phone-numbers/123/requests/" + ID)
                        .path("detail")
                        .textValue())
                .startsWith("phoneNumber is \"123\"");
    }

    private static void decided(Outcome outcome) {
        API.readModel().request(NUMBER, ID, new RequestState.Decided(outcome));
    }

    private static StateChange change(Action action, PhoneNumber before, PhoneNumber after) {
        return new StateChange(ID, NUMBER, "london-1", action, "alice", 4, NOW, before, after);
    }
}
