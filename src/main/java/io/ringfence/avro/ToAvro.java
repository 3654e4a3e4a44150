package io.ringfence.avro;

import io.ringfence.domain.Objection;
import io.ringfence.domain.Outcome;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;

/** From the domain to the records of {@code schemas/}. */
public final class ToAvro {
    /** Stands in an outcome for the id of a request or order that had none: consumers rely on it being a UUID. */
    private static final UUID NIL = new UUID(0, 0);

    private ToAvro() {}

    /** The record of an outcome's topic. */
    public static GenericRecord outcome(Outcome outcome) {
        return outcome instanceof io.ringfence.domain.StateChange change
                ? stateChange(change)
                : rejection((io.ringfence.domain.Rejection) outcome);
    }

    /** The value of the numbers store. */
    public static NumberEntry numberEntry(io.ringfence.domain.NumberEntry entry) {
        return new NumberEntry(
                entry.version(),
                phoneNumber(entry.number()),
                entry.pending() == null ? null : actionRequest(entry.pending().request()),
                entry.pending() == null
                        ? null
                        : Channel.valueOf(entry.pending().channel().name()));
    }

    /** The event of a change in progress. */
    public static GenericRecord pendingChange(io.ringfence.domain.PendingChange change) {
        return new NumberEvent(phoneNumber(change.number()), party(change.party()));
    }

    /** The event of a change in progress that came to nothing. */
    public static GenericRecord changeAbandoned(io.ringfence.domain.ChangeAbandoned abandoned) {
        return new NumberEvent(phoneNumber(abandoned.number()), null);
    }

    /** The answer of the owner of a site to a change in progress. */
    public static GenericRecord claimAnswer(io.ringfence.domain.Answer answer) {
        ClaimAnswer avro = new ClaimAnswer();
        avro.setRequestId(answer.requestId());
        avro.setPhoneNumber(answer.phoneNumber());
        avro.setQuestion(Question.valueOf(answer.question().name()));
        answer.objection().ifPresent(objection -> {
            if (objection instanceof Objection.MainNumberHeld held) {
                avro.setHeldBy(held.phoneNumber());
            } else if (objection instanceof Objection.NotEntitled exceeded) {
                avro.setVoiceServices(exceeded.voiceServices());
            } else {
                throw new IllegalArgumentException("No site says " + objection);
            }
        });
        return avro;
    }

    /** What the voice platform is asked. */
    public static GenericRecord fulfilmentRequest(io.ringfence.domain.FulfilmentRequest request) {
        return new FulfilmentRequest(
                request.requestId(),
                request.phoneNumber(),
                request.siteId(),
                Action.valueOf(request.action().name()),
                request.requestedBy(),
                request.requestedAt(),
                phoneNumber(request.current()),
                phoneNumber(request.proposed()));
    }

    /** What the voice platform answers. */
    public static GenericRecord fulfilmentResult(io.ringfence.domain.Answer answer) {
        return new FulfilmentResult(
                answer.requestId(),
                answer.phoneNumber(),
                answer.objection().isEmpty(),
                answer.objection()
                        .map(Objection.NotFulfilled.class::cast)
                        .map(Objection.NotFulfilled::message)
                        .orElse(null));
    }

    /** What a party is entitled to, as the provider publishes it. */
    public static GenericRecord entitlement(io.ringfence.domain.Entitlement entitlement) {
        return new Entitlement(entitlement.siteId(), party(entitlement.party()), entitlement.voiceServices());
    }

    /** The event of what a party is entitled to. */
    public static GenericRecord entitlementChange(io.ringfence.domain.EntitlementChange change) {
        return new EntitlementNotice(change.siteId(), party(change.party()), orNull(change.voiceServices()), null);
    }

    /** What the owners of numbers are told of a party, or their answer. */
    public static GenericRecord limitedParty(io.ringfence.domain.LimitedParty limited) {
        return new EntitlementNotice(limited.siteId(), party(limited.party()), null, orNull(limited.acknowledgedBy()));
    }

    /** The value of the entitlements store. */
    public static GenericRecord partyServices(io.ringfence.domain.PartyServices services) {
        return new PartyServices(
                services.siteId(),
                party(services.party()),
                orNull(services.voiceServices()),
                services.granted(),
                services.announced(),
                services.acknowledgedBy().stream().sorted().toList());
    }

    private static Integer orNull(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    /** The value of the sites store. */
    public static SiteCounts siteCounts(io.ringfence.domain.SiteCounts counts) {
        return new SiteCounts(counts.symbols(), counts.locked(), counts.free());
    }

    /** The record of the topic of sites' stock. */
    public static SiteStock siteStock(io.ringfence.domain.SiteStock stock) {
        return new SiteStock(
                stock.siteId(),
                stock.statuses(),
                stock.locked(),
                stock.free(),
                stock.low(),
                stock.returning().stream()
                        .map(returning -> new Returning(returning.date(), returning.count()))
                        .toList());
    }

    /** The request as a sender publishes it. */
    public static ActionRequest actionRequest(io.ringfence.domain.ActionRequest request) {
        ActionRequest avro = new ActionRequest();
        avro.setRequestId(request.requestId());
        avro.setPhoneNumber(request.phoneNumber());
        avro.setSiteId(request.siteId());
        avro.setAction(Action.valueOf(request.action().name()));
        avro.setRequestedBy(request.requestedBy());
        avro.setAllocateTo(party(request.allocateTo()));
        avro.setUserId(request.userId());
        avro.setCoolingOffDate(request.coolingOffDate());
        avro.setDetails(details(request.details()));
        avro.setExpectedVersion(request.expectedVersion());
        avro.setReason(request.reason());
        return avro;
    }

    /** The order as a sender publishes it. */
    public static VoiceServiceOrder order(io.ringfence.domain.VoiceServiceOrder order) {
        VoiceServiceOrder avro = new VoiceServiceOrder();
        avro.setOrderId(order.orderId());
        avro.setSiteId(order.siteId());
        avro.setType(OrderType.valueOf(order.type().name()));
        avro.setParty(party(order.party()));
        avro.setQuantity(order.quantity());
        avro.setWithMainNumber(order.withMainNumber());
        avro.setActivate(order.activate());
        avro.setCoolingOffDate(order.coolingOffDate());
        avro.setPhoneNumbers(order.phoneNumbers());
        avro.setMainNumber(order.mainNumber());
        avro.setRequestedBy(order.requestedBy());
        return avro;
    }

    /** The record of the topic of orders' outcomes. */
    public static VoiceServiceOutcome orderOutcome(io.ringfence.domain.VoiceServiceOutcome outcome) {
        VoiceServiceOutcome avro = new VoiceServiceOutcome();
        avro.setOrderId(idOrNil(outcome.orderId()));
        avro.setSiteId(outcome.siteId());
        avro.setType(OrderType.valueOf(outcome.type().name()));
        avro.setParty(party(outcome.party()));
        avro.setResult(OrderResult.valueOf(outcome.result().name()));
        avro.setCode(code(outcome.code()));
        avro.setMessage(outcome.message());
        avro.setPhoneNumbers(outcome.phoneNumbers());
        avro.setMainNumber(outcome.mainNumber());
        avro.setCompletedAt(outcome.completedAt());
        return avro;
    }

    /** The entry of the directory as an operator's system publishes it. */
    public static Site site(io.ringfence.domain.Site site) {
        return new Site(
                site.siteId(),
                site.name(),
                party(site.operator()),
                site.occupiers().stream().map(ToAvro::party).toList(),
                site.region(),
                site.zone());
    }

    /** The value of the store of orders in progress. */
    public static OrderProgress orderProgress(io.ringfence.domain.OrderProgress progress) {
        OrderProgress avro = new OrderProgress();
        avro.setOrder(order(progress.order()));
        avro.setPicks(List.of());
        avro.setCeased(List.of());
        avro.setPhase(OrderPhase.valueOf(progress.phase().name()));
        avro.setCursor(progress.cursor());
        avro.setPicked(progress.picked());
        avro.setOpen(progress.open());
        avro.setMainNumber(progress.mainNumber());
        avro.setHasCeased(progress.ceased());
        avro.setCode(code(progress.code()));
        avro.setMessage(progress.message());
        avro.setAsked(progress.asked());
        avro.setAwaited(progress.awaited());
        avro.setGivenBack(progress.givenBack());
        return avro;
    }

    /** The value of the store of orders' numbers. */
    public static Pick pick(io.ringfence.domain.Pick pick) {
        Pick avro = new Pick();
        avro.setPhoneNumber(pick.phoneNumber());
        avro.setStanding(Standing.valueOf(pick.standing().name()));
        avro.setVersion(pick.version());
        avro.setMainNumber(pick.mainNumber());
        avro.setNominatedByOrder(pick.nominatedByOrder());
        avro.setActivatedByOrder(pick.activatedByOrder());
        avro.setHeldBefore(pick.heldBefore());
        avro.setCeased(pick.ceased());
        avro.setAwaited(pick.awaited());
        avro.setFailed(pick.failed());
        avro.setKept(pick.kept());
        avro.setAtPlatform(pick.atPlatform());
        return avro;
    }

    /** The value of the store of a site's numbers. What a newer release wrote is written as it was. */
    public static GenericRecord listedNumber(io.ringfence.domain.PhoneNumber number) {
        return number.isKnownInFull()
                ? phoneNumber(number)
                : (GenericRecord) number.original().record();
    }

    private static PhoneNumber phoneNumber(io.ringfence.domain.PhoneNumber number) {
        if (number == null) {
            return null;
        }
        if (!number.isKnownInFull()) {
            throw new IllegalArgumentException(
                    number.phoneNumber() + " would lose what a newer release has written of it.");
        }
        PhoneNumber avro = new PhoneNumber();
        avro.setPhoneNumber(number.phoneNumber());
        avro.setSiteId(number.siteId());
        avro.setExtension(number.details().extension());
        avro.setRangeName(number.details().rangeName());
        avro.setKind(Kind.valueOf(number.details().kind().name()));
        avro.setPortedFrom(number.details().portedFrom());
        avro.setStatus(Status.valueOf(number.status().name()));
        avro.setAllocatedTo(party(number.allocatedTo()));
        avro.setAssignedUser(number.assignedUser());
        avro.setMainNumber(number.mainNumber());
        avro.setCoolingOffDate(number.coolingOffDate());
        avro.setLocked(number.locked());
        avro.setChangeInProgress(changeInProgress(number.changeInProgress()));
        avro.setVersion(number.version());
        avro.setUpdatedAt(number.updatedAt());
        avro.setLockReason(number.lockReason());
        return avro;
    }

    private static StateChange stateChange(io.ringfence.domain.StateChange change) {
        StateChange avro = new StateChange();
        avro.setRequestId(change.requestId());
        avro.setPhoneNumber(change.phoneNumber());
        avro.setSiteId(change.siteId());
        avro.setAction(Action.valueOf(change.action().name()));
        avro.setRequestedBy(change.requestedBy());
        avro.setVersion(change.version());
        avro.setChangedAt(change.changedAt());
        avro.setBefore(phoneNumber(change.before()));
        avro.setAfter(phoneNumber(change.after()));
        return avro;
    }

    private static Rejection rejection(io.ringfence.domain.Rejection rejection) {
        Rejection avro = new Rejection();
        avro.setRequestId(idOrNil(rejection.requestId()));
        avro.setPhoneNumber(rejection.phoneNumber());
        avro.setSiteId(rejection.siteId());
        avro.setAction(Action.valueOf(rejection.action().name()));
        avro.setRequestedBy(rejection.requestedBy());
        avro.setCode(RejectionCode.valueOf(rejection.code().name()));
        avro.setMessage(rejection.message());
        avro.setRejectedAt(rejection.rejectedAt());
        avro.setCurrent(phoneNumber(rejection.current()));
        avro.setAllowedActions(rejection.allowedActions().stream()
                .map(action -> Action.valueOf(action.name()))
                .toList());
        avro.setHeldBy(rejection.heldBy());
        return avro;
    }

    private static OrderRejectionCode code(io.ringfence.domain.OrderRejectionCode code) {
        return code == null ? null : OrderRejectionCode.valueOf(code.name());
    }

    private static UUID idOrNil(UUID id) {
        return id == null ? NIL : id;
    }

    private static ChangeInProgress changeInProgress(io.ringfence.domain.ChangeInProgress change) {
        return change == null
                ? null
                : new ChangeInProgress(
                        change.requestId(),
                        Action.valueOf(change.action().name()),
                        change.since(),
                        Question.valueOf(change.waitsFor().name()));
    }

    private static NumberDetails details(io.ringfence.domain.NumberDetails details) {
        return details == null
                ? null
                : new NumberDetails(
                        details.extension(),
                        details.rangeName(),
                        Kind.valueOf(details.kind().name()),
                        details.portedFrom());
    }

    private static Party party(io.ringfence.domain.Party party) {
        return party == null ? null : new Party(PartyType.valueOf(party.type().name()), party.id(), party.name());
    }
}
