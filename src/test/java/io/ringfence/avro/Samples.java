package io.ringfence.avro;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ActionRequestBuilder;
import io.ringfence.domain.Answer;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Objection;
import io.ringfence.domain.OrderPhase;
import io.ringfence.domain.OrderProgress;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyServices;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.PhoneNumberBuilder;
import io.ringfence.domain.Pick;
import io.ringfence.domain.Question;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.Returning;
import io.ringfence.domain.Site;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.Standing;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.domain.StockPolicy;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOrderBuilder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** One of each record that is written, with every optional field set in one sample and left out in another. */
final class Samples {
    private static final UUID REQUEST_ID = UUID.fromString("5f0c3a1e-7b1d-4c52-9a52-0d3f4b6e8a11");
    private static final String NUMBER = "+442079460123";
    private static final String SITE = "london-1";
    private static final String OPERATOR = "estates@example.com";
    private static final Party OCCUPIER = new Party(PartyType.OCCUPIER, "occ-7", "Café Zürich Ltd");
    private static final NumberDetails DIRECT = new NumberDetails(NumberKind.DIRECT, "0123", "Main range", null);
    private static final String LOCK_REASON = "Number range is being ported";
    private static final LocalDate LAST_DAY = LocalDate.parse("2026-12-31");
    private static final Instant YESTERDAY = Instant.parse("2026-11-22T09:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T09:30:00.123Z");

    private Samples() {}

    static ActionRequest fullRequest() {
        return ActionRequestBuilder.builder()
                .requestId(REQUEST_ID)
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .action(Action.ALLOCATE)
                .requestedBy(OPERATOR)
                .allocateTo(OCCUPIER)
                .userId("u-42")
                .coolingOffDate(LAST_DAY)
                .details(new NumberDetails(NumberKind.HUNT_GROUP, "0123", "Main range", "Old Carrier"))
                .expectedVersion(300L)
                .reason(LOCK_REASON)
                .build();
    }

    static VoiceServiceOrder order() {
        return VoiceServiceOrderBuilder.builder()
                .orderId(REQUEST_ID)
                .siteId(SITE)
                .type(OrderType.CEASE)
                .party(OCCUPIER)
                .quantity(300)
                .withMainNumber(true)
                .coolingOffDate(LAST_DAY)
                .phoneNumbers(List.of(NUMBER))
                .mainNumber(NUMBER)
                .requestedBy(OPERATOR)
                .build();
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
                order(),
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
                1,
                true,
                null);
    }

    static Pick pick() {
        return new Pick(
                NUMBER, Standing.RESERVED, 12, true, true, true, true, true, REQUEST_ID, true, false, true, true);
    }

    static Answer refusal() {
        return new Answer(
                REQUEST_ID, NUMBER, Question.MAIN_NUMBER, Optional.of(new Objection.MainNumberHeld("+442079460100")));
    }

    static Answer notEntitled() {
        return new Answer(REQUEST_ID, NUMBER, Question.ENTITLEMENT, Optional.of(new Objection.NotEntitled(3)));
    }

    static Answer succeeded() {
        return new Answer(REQUEST_ID, NUMBER, Question.FULFILMENT, Optional.empty());
    }

    static Answer failed() {
        return new Answer(
                REQUEST_ID, NUMBER, Question.FULFILMENT, Optional.of(new Objection.NotFulfilled("Line fault.")));
    }

    static FulfilmentRequest fulfilmentRequest() {
        PhoneNumber reserved = PhoneNumberBuilder.builder()
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .details(DIRECT)
                .status(Status.RESERVED)
                .allocatedTo(OCCUPIER)
                .version(63)
                .updatedAt(NOW)
                .build();
        return new FulfilmentRequest(
                REQUEST_ID,
                NUMBER,
                SITE,
                Action.ACTIVATE,
                OPERATOR,
                NOW,
                reserved,
                reserved.withStatus(Status.ACTIVE).withVersion(64));
    }

    static Entitlement entitlement() {
        return new Entitlement(SITE, OCCUPIER, 3);
    }

    static EntitlementChange entitlementWithdrawn() {
        return new EntitlementChange(SITE, OCCUPIER, OptionalInt.empty());
    }

    static LimitedParty limitedParty() {
        return new LimitedParty(SITE, OCCUPIER, OptionalInt.of(5));
    }

    static PartyServices partyServices() {
        return new PartyServices(SITE, OCCUPIER, OptionalInt.of(3), 2, false, Set.of(0, 2));
    }

    static ActionRequest minimalRequest() {
        return ActionRequestBuilder.builder()
                .requestId(REQUEST_ID)
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .action(Action.DEALLOCATE)
                .requestedBy(OPERATOR)
                .build();
    }

    static StateChange provisioning() {
        PhoneNumber after = PhoneNumberBuilder.builder()
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .details(new NumberDetails(NumberKind.IVR, "0123", null, "Old Carrier"))
                .status(Status.AVAILABLE)
                .locked(true)
                .lockReason(LOCK_REASON)
                .version(1)
                .updatedAt(NOW)
                .build();
        return new StateChange(REQUEST_ID, NUMBER, SITE, Action.PROVISION, "provider", 1, NOW, null, after);
    }

    static StateChange changeInProgress() {
        ChangeInProgress nomination = new ChangeInProgress(
                REQUEST_ID,
                Action.NOMINATE_MAIN_NUMBER,
                Instant.parse("2026-11-23T09:29:59.999Z"),
                Question.MAIN_NUMBER);
        PhoneNumber before = PhoneNumberBuilder.builder()
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .details(DIRECT)
                .status(Status.RESERVED)
                .allocatedTo(OCCUPIER)
                .changeInProgress(nomination)
                .version(63)
                .updatedAt(YESTERDAY)
                .build();
        PhoneNumber after = PhoneNumberBuilder.builder()
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .details(DIRECT)
                .status(Status.RESERVED)
                .allocatedTo(OCCUPIER)
                .mainNumber(true)
                .version(64)
                .updatedAt(NOW)
                .build();
        return new StateChange(REQUEST_ID, NUMBER, SITE, Action.NOMINATE_MAIN_NUMBER, OPERATOR, 64, NOW, before, after);
    }

    static StateChange changeByTime() {
        Instant then = Instant.parse("2026-12-01T12:00:00Z");
        Instant midnight = Instant.parse("2027-01-01T00:00:00Z");
        PhoneNumber before = PhoneNumberBuilder.builder()
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .details(DIRECT)
                .status(Status.COOLDOWN)
                .coolingOffDate(LAST_DAY)
                .version(7)
                .updatedAt(then)
                .build();
        PhoneNumber after = PhoneNumberBuilder.builder()
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .details(DIRECT)
                .status(Status.AVAILABLE)
                .version(8)
                .updatedAt(midnight)
                .build();
        return new StateChange(
                null, NUMBER, SITE, Action.END_COOLING_OFF, StateChange.SYSTEM, 8, midnight, before, after);
    }

    static Rejection rejection() {
        PhoneNumber current = PhoneNumberBuilder.builder()
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .details(DIRECT)
                .status(Status.AVAILABLE)
                .mainNumber(true)
                .version(2)
                .updatedAt(YESTERDAY)
                .build();
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
        return PhoneNumberBuilder.builder()
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .details(DIRECT)
                .status(Status.ASSIGNED)
                .allocatedTo(operator)
                .assignedUser("u-42")
                .version(12)
                .updatedAt(NOW)
                .build();
    }

    static Site site() {
        Party operator = new Party(PartyType.OPERATOR, "op", "Operator");
        return new Site(SITE, "London Strand", operator, List.of(OCCUPIER), "GB", "Europe/London");
    }

    static Site minimalSite() {
        return new Site(SITE, null, null, List.of(), null, null);
    }

    static SiteCounts counts() {
        return new SiteCounts(Map.of(Status.AVAILABLE.name(), 1000L), 3, 300);
    }

    static SiteStock stock() {
        return SiteStock.of(
                SITE,
                counts(),
                new StockPolicy(301),
                List.of(new Returning(LAST_DAY, 12), new Returning(LAST_DAY.plusDays(1), 1)));
    }
}
