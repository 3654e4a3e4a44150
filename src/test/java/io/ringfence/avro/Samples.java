package io.ringfence.avro;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Channel;
import io.ringfence.domain.ClaimAnswer;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.OrderPhase;
import io.ringfence.domain.OrderProgress;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Pick;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.Standing;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One of each record that is written, with every optional field set in one sample and left out in another. */
final class Samples {
    private static final UUID REQUEST_ID = UUID.fromString("5f0c3a1e-7b1d-4c52-9a52-0d3f4b6e8a11");
    private static final String NUMBER = "+442079460123";
    private static final String SITE = "london-1";
    private static final String OPERATOR = "estates@example.com";
    private static final Party OCCUPIER = new Party(PartyType.OCCUPIER, "occ-7", "Café Zürich Ltd");
    private static final NumberDetails DIRECT = new NumberDetails("0123", "Main range", NumberKind.DIRECT, null);
    private static final LocalDate LAST_DAY = LocalDate.parse("2026-12-31");
    private static final Instant YESTERDAY = Instant.parse("2026-11-22T09:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T09:30:00.123Z");

    private Samples() {}

    static ActionRequest fullRequest() {
        return new ActionRequest(
                Channel.ACTIONS,
                null,
                REQUEST_ID,
                NUMBER,
                SITE,
                Action.ALLOCATE,
                OPERATOR,
                OCCUPIER,
                "u-42",
                LAST_DAY,
                new NumberDetails("0123", "Main range", NumberKind.HUNT_GROUP, "Old Carrier"),
                300L);
    }

    /** Its key is not in its value. */
    static VoiceServiceOrder order() {
        return new VoiceServiceOrder(
                null,
                REQUEST_ID,
                SITE,
                OrderType.CEASE,
                OCCUPIER,
                300,
                true,
                false,
                LAST_DAY,
                List.of(NUMBER),
                NUMBER,
                OPERATOR);
    }

    static VoiceServiceOutcome fulfilled() {
        return new VoiceServiceOutcome(
                REQUEST_ID,
                SITE,
                OrderType.ADD,
                OCCUPIER,
                OrderResult.FULFILLED,
                null,
                "The party has the numbers.",
                List.of("+442079460100", NUMBER),
                "+442079460100",
                NOW);
    }

    static VoiceServiceOutcome withoutParty() {
        return new VoiceServiceOutcome(
                REQUEST_ID,
                SITE,
                OrderType.ADD,
                null,
                OrderResult.REJECTED,
                OrderRejectionCode.INVALID_REQUEST,
                "party is missing.",
                List.of(),
                null,
                NOW);
    }

    static OrderProgress orderProgress() {
        return new OrderProgress(
                order().withKey(SITE),
                OrderPhase.UNDOING,
                "+442079460100",
                12,
                3,
                NUMBER,
                true,
                OrderRejectionCode.INSUFFICIENT_NUMBERS,
                "Too few.",
                7,
                2,
                true,
                null);
    }

    static Pick pick() {
        return new Pick(NUMBER, Standing.RESERVED, 12, true, true, true, true, true, REQUEST_ID, true);
    }

    static ClaimAnswer refusal() {
        return new ClaimAnswer(REQUEST_ID, NUMBER, "+442079460100");
    }

    static ActionRequest minimalRequest() {
        return new ActionRequest(
                Channel.ACTIONS,
                null,
                REQUEST_ID,
                NUMBER,
                SITE,
                Action.DEALLOCATE,
                OPERATOR,
                null,
                null,
                null,
                null,
                null);
    }

    static StateChange provisioning() {
        PhoneNumber after = new PhoneNumber(
                NUMBER,
                SITE,
                new NumberDetails("0123", null, NumberKind.IVR, "Old Carrier"),
                Status.AVAILABLE,
                null,
                null,
                false,
                null,
                true,
                null,
                1,
                NOW);
        return new StateChange(REQUEST_ID, NUMBER, SITE, Action.PROVISION, "provider", 1, NOW, null, after);
    }

    static StateChange changeInProgress() {
        ChangeInProgress nomination = new ChangeInProgress(
                REQUEST_ID, Action.NOMINATE_MAIN_NUMBER, Instant.parse("2026-11-23T09:29:59.999Z"));
        PhoneNumber before = new PhoneNumber(
                NUMBER, SITE, DIRECT, Status.RESERVED, OCCUPIER, null, false, null, false, nomination, 63, YESTERDAY);
        PhoneNumber after = new PhoneNumber(
                NUMBER, SITE, DIRECT, Status.RESERVED, OCCUPIER, null, true, null, false, null, 64, NOW);
        return new StateChange(REQUEST_ID, NUMBER, SITE, Action.NOMINATE_MAIN_NUMBER, OPERATOR, 64, NOW, before, after);
    }

    static StateChange changeByTime() {
        Instant then = Instant.parse("2026-12-01T12:00:00Z");
        Instant midnight = Instant.parse("2027-01-01T00:00:00Z");
        PhoneNumber before = new PhoneNumber(
                NUMBER, SITE, DIRECT, Status.COOLDOWN, null, null, false, LAST_DAY, false, null, 7, then);
        PhoneNumber after = new PhoneNumber(
                NUMBER, SITE, DIRECT, Status.AVAILABLE, null, null, false, null, false, null, 8, midnight);
        return new StateChange(
                null, NUMBER, SITE, Action.END_COOLING_OFF, StateChange.SYSTEM, 8, midnight, before, after);
    }

    static Rejection rejection() {
        PhoneNumber current = new PhoneNumber(
                NUMBER, SITE, DIRECT, Status.AVAILABLE, null, null, true, null, false, null, 2, YESTERDAY);
        return new Rejection(
                REQUEST_ID,
                NUMBER,
                SITE,
                Action.ALLOCATE,
                OPERATOR,
                RejectionCode.PARTY_HAS_MAIN_NUMBER,
                "+442079460100 is the main number of Café Zürich Ltd already.",
                NOW,
                current,
                List.of(Action.REMOVE_MAIN_NUMBER, Action.ALLOCATE),
                "+442079460100");
    }

    static PhoneNumber assigned() {
        Party operator = new Party(PartyType.OPERATOR, "op", "Operator");
        return new PhoneNumber(
                NUMBER, SITE, DIRECT, Status.ASSIGNED, operator, "u-42", false, null, false, null, 12, NOW);
    }

    static SiteCounts counts() {
        return new SiteCounts(Map.of(Status.AVAILABLE.name(), 1000L));
    }
}
