package io.ringfence.avro;

import io.ringfence.domain.Outcome;
import java.util.List;
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

    /** The event of a claim. */
    public static GenericRecord claim(io.ringfence.domain.MainNumberClaim claim) {
        return new NumberEvent(phoneNumber(claim.number()), party(claim.party()));
    }

    /** The event of a change in progress that came to nothing. */
    public static GenericRecord changeAbandoned(io.ringfence.domain.ChangeAbandoned abandoned) {
        return new NumberEvent(phoneNumber(abandoned.number()), null);
    }

    /** The answer to a claim. */
    public static GenericRecord claimAnswer(io.ringfence.domain.ClaimAnswer answer) {
        return new ClaimAnswer(answer.requestId(), answer.phoneNumber(), answer.heldBy());
    }

    /** The value of the sites store. */
    public static SiteCounts siteCounts(io.ringfence.domain.SiteCounts counts) {
        return new SiteCounts(counts.symbols());
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
                        change.requestId(), Action.valueOf(change.action().name()), change.since());
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
