package io.ringfence.api;

import static io.ringfence.support.api.Numbers.NOW;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Original;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Question;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.Status;
import io.ringfence.query.RequestState;
import io.ringfence.support.api.ApiServer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a newer release has given a number, and this one does not know, is called so wherever it is shown. */
class UnknownSymbolsTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final UUID ID = UUID.fromString("7c3f9d4e-aaaa-4000-8000-000000000001");

    @BeforeEach
    void listNumbers() {
        PhoneNumber newer = number(1)
                .details(null, null, NumberKind.UNKNOWN, null)
                .held(Status.UNKNOWN, new Party(PartyType.UNKNOWN, "agency", "Agency"))
                .main()
                .changing(new ChangeInProgress(ID, Action.UNKNOWN, NOW, Question.MAIN_NUMBER))
                .build()
                .withOriginal(new Original("its record", "SUSPENDED"));
        API.readModel().site("london-1", newer, number(2).build());
    }

    @Test
    void areListedAndCounted() {
        assertThat(API.get("/api/sites/london-1/phone-numbers").body())
                .contains("\"statuses\":{\"UNKNOWN\":1,\"AVAILABLE\":1}")
                .contains("\"kind\":\"UNKNOWN\",\"portedFrom\":null,\"status\":\"UNKNOWN\","
                        + "\"allocatedTo\":{\"type\":\"UNKNOWN\",\"id\":\"agency\",\"name\":\"Agency\"}")
                .contains("\"availableActions\":[]")
                .doesNotContain("SUSPENDED", "its record");
        assertThat(API.get("/api/sites").body()).contains("\"UNKNOWN\":1");
    }

    @Test
    void areOfNoAllocationThatOneCanAskFor() {
        assertThat(API.get("/api/sites/london-1/phone-numbers?allocation=OPERATOR,OCCUPIER,UNALLOCATED")
                        .body())
                .contains("\"matched\":1")
                .contains(number(2).build().phoneNumber());
    }

    @Test
    void areOnTheRowOfTheNumberAlone() {
        assertThat(API.get("/api/phone-numbers/+442079460001").body())
                .contains("\"status\":\"UNKNOWN\"")
                .contains("\"action\":\"UNKNOWN\"")
                .contains("\"availableActions\":[]")
                .doesNotContain("original");
    }

    @Test
    void areInTheCsv() {
        assertThat(API.get("/api/sites/london-1/phone-numbers.csv").body())
                .contains("+442079460001,,UNKNOWN,Agency,,true,,false,UNKNOWN\r\n");
    }

    @Test
    void areInTheOutcomeOfARequest() {
        Rejection rejection = new Rejection(
                ID,
                "+442079460001",
                "london-1",
                Action.UNKNOWN,
                "me",
                RejectionCode.UNKNOWN,
                "A sentence.",
                NOW,
                null,
                List.of(Action.UNKNOWN),
                null);
        API.readModel().request("+442079460001", ID, new RequestState.Decided(rejection));

        assertThat(API.get("/api/phone-numbers/+442079460001/requests/" + ID).body())
                .contains("\"status\":\"REJECTED\"", "\"code\":\"UNKNOWN\"", "A sentence.");
    }
}
