package io.ringfence.avro;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Objection;
import io.ringfence.domain.OrderPhase;
import io.ringfence.domain.OrderProgress;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.Original;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyServices;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Pick;
import io.ringfence.domain.Question;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.Site;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.SiteEvent;
import io.ringfence.domain.Standing;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * From records, by field name, to the domain. A record of another type than the one asked for is a
 * {@link SerializationException}.
 */
public final class FromAvro {
    private FromAvro() {}

    /** Whether the record says nothing but what is known here: it was not written by a newer release, or might as well not. */
    public static boolean isKnownInFull(GenericRecord value) {
        return !Surplus.isIn(value);
    }

    /** A request; whatever it says is for the rules to judge, not for the mapping. */
    public static ActionRequest actionRequest(GenericRecord value) {
        Fields request = Fields.of(value, "ActionRequest");
        return new ActionRequest(
                request.uuid("requestId"),
                request.text("phoneNumber"),
                request.text("siteId"),
                request.symbol("action", Action.class, Action.UNKNOWN),
                request.text("requestedBy"),
                party(request.record("allocateTo")),
                request.text("userId"),
                request.date("coolingOffDate"),
                details(request.record("details")),
                request.number("expectedVersion"),
                request.text("reason"));
    }

    /** A value of either outcome topic. */
    public static Outcome outcome(GenericRecord value) {
        return switch (value.getSchema().getName()) {
            case "StateChange" -> stateChange(value);
            case "Rejection" -> rejection(value);
            default ->
                throw new SerializationException("Neither a StateChange nor a Rejection but a "
                        + value.getSchema().getFullName());
        };
    }

    /** A value of the state change topic. */
    public static StateChange stateChange(GenericRecord value) {
        Fields change = Fields.of(value, "StateChange");
        return new StateChange(
                change.uuid("requestId"),
                change.text("phoneNumber"),
                change.text("siteId"),
                change.symbol("action", Action.class, Action.UNKNOWN),
                change.text("requestedBy"),
                change.number("version"),
                change.instant("changedAt"),
                phoneNumber(change.record("before")),
                phoneNumber(change.record("after")));
    }

    /** A value of the numbers store. */
    public static NumberEntry numberEntry(GenericRecord value) {
        Fields entry = Fields.of(value, "NumberEntry");
        return new NumberEntry(
                entry.number("version"),
                isKnownInFull(value) ? phoneNumber(entry.record("number")) : newerNumber(entry.record("number")),
                pending(entry.record("pending"), entry.symbol("pendingChannel", Channel.class, null)));
    }

    /** A value of the internal topic of site events. */
    public static SiteEvent siteEvent(GenericRecord value) {
        return switch (value.getSchema().getName()) {
            case "StateChange" -> stateChange(value);
            case "Rejection" -> rejection(value);
            case "VoiceServiceOrder" -> order(value);
            case "EntitlementNotice" -> entitlementNotice(value);
            default -> numberEvent(value);
        };
    }

    /** An order; whatever it says is for the rules to judge, not for the mapping. */
    public static VoiceServiceOrder order(GenericRecord value) {
        Fields order = Fields.of(value, "VoiceServiceOrder");
        return new VoiceServiceOrder(
                order.uuid("orderId"),
                order.text("siteId"),
                order.symbol("type", OrderType.class, OrderType.UNKNOWN),
                party(order.record("party")),
                order.integer("quantity"),
                order.flag("withMainNumber"),
                order.flag("activate"),
                order.date("coolingOffDate"),
                order.texts("phoneNumbers"),
                order.text("mainNumber"),
                order.text("requestedBy"));
    }

    /** A value of the topic of orders' outcomes. */
    public static VoiceServiceOutcome orderOutcome(GenericRecord value) {
        Fields outcome = Fields.of(value, "VoiceServiceOutcome");
        return new VoiceServiceOutcome(
                outcome.uuid("orderId"),
                outcome.text("siteId"),
                outcome.symbol("type", OrderType.class, OrderType.UNKNOWN),
                party(outcome.record("party")),
                outcome.symbol("result", OrderResult.class, OrderResult.UNKNOWN),
                outcome.optionalSymbol("code", OrderRejectionCode.class, OrderRejectionCode.UNKNOWN),
                outcome.text("message"),
                outcome.texts("phoneNumbers"),
                outcome.text("mainNumber"),
                outcome.instant("completedAt"));
    }

    /** An entry of the directory; whether it is of any use is not for the mapping to judge. */
    public static Site site(GenericRecord value) {
        Fields site = Fields.of(value, "Site");
        return new Site(
                site.text("siteId"),
                site.text("name"),
                party(site.record("operator")),
                site.records("occupiers").stream().map(FromAvro::party).toList(),
                site.text("region"),
                site.text("zone"));
    }

    /** A value of the store of orders in progress. */
    public static OrderProgress orderProgress(GenericRecord value) {
        Fields progress = Fields.of(value, "OrderProgress");
        OrderPhase phase = progress.optionalSymbol("phase", OrderPhase.class, OrderPhase.UNKNOWN);
        return new OrderProgress(
                order(progress.record("order")),
                phase,
                progress.text("cursor"),
                progress.integer("picked"),
                progress.integer("open"),
                phase == null ? progress.text("ceasedMainNumber") : progress.text("mainNumber"),
                progress.flag("hasCeased"),
                progress.optionalSymbol("code", OrderRejectionCode.class, OrderRejectionCode.UNKNOWN),
                progress.text("message"),
                progress.integer("asked"),
                progress.integer("awaited"),
                progress.integer("givenBack"),
                isKnownInFull(value),
                phase == null ? former(value) : null);
    }

    private static OrderProgress.Former former(GenericRecord value) {
        Fields progress = Fields.of(value, "OrderProgress");
        return new OrderProgress.Former(
                progress.records("picks").stream().map(FromAvro::pick).toList(), progress.texts("ceased"));
    }

    /** A value of the store of orders' numbers. */
    public static Pick pick(GenericRecord value) {
        Fields pick = Fields.of(value, "Pick");
        return new Pick(
                pick.text("phoneNumber"),
                pick.symbol("standing", Standing.class, Standing.UNKNOWN),
                pick.number("version"),
                pick.flag("mainNumber"),
                pick.flag("nominatedByOrder"),
                pick.flag("activatedByOrder"),
                pick.flag("heldBefore"),
                pick.flag("ceased"),
                pick.uuid("awaited"),
                pick.flag("failed"),
                pick.flag("kept"),
                pick.flag("atPlatform"),
                isKnownInFull(value));
    }

    private static NumberEvent numberEvent(GenericRecord value) {
        Fields event = Fields.of(value, "NumberEvent");
        PhoneNumber number = phoneNumber(event.record("number"));
        return number.changeInProgress() == null
                ? new ChangeAbandoned(number)
                : new PendingChange(party(event.record("claimFor")), number);
    }

    /** What the owner of a site, or the voice platform, says to a change in progress. */
    public static Answer answer(GenericRecord value) {
        return switch (value.getSchema().getName()) {
            case "ClaimAnswer" -> claimAnswer(Fields.of(value, "ClaimAnswer"));
            default -> fulfilmentResult(Fields.of(value, "FulfilmentResult"));
        };
    }

    private static Answer claimAnswer(Fields answer) {
        Optional<Objection> held = Optional.ofNullable(answer.text("heldBy")).map(Objection.MainNumberHeld::new);
        Optional<Objection> exceeded =
                Optional.ofNullable(answer.optionalInteger("voiceServices")).map(Objection.NotEntitled::new);
        return new Answer(
                answer.uuid("requestId"),
                answer.text("phoneNumber"),
                answer.symbol("question", Question.class, Question.UNKNOWN),
                held.or(() -> exceeded));
    }

    private static Answer fulfilmentResult(Fields result) {
        return new Answer(
                result.uuid("requestId"),
                result.text("phoneNumber"),
                Question.FULFILMENT,
                result.flag("succeeded")
                        ? Optional.empty()
                        : Optional.of(new Objection.NotFulfilled(result.text("message"))));
    }

    /** A value of the topic of what the voice platform is asked. */
    public static FulfilmentRequest fulfilmentRequest(GenericRecord value) {
        Fields request = Fields.of(value, "FulfilmentRequest");
        return new FulfilmentRequest(
                request.uuid("requestId"),
                request.text("phoneNumber"),
                request.text("siteId"),
                request.symbol("action", Action.class, Action.UNKNOWN),
                request.text("requestedBy"),
                request.instant("requestedAt"),
                phoneNumber(request.record("current")),
                phoneNumber(request.record("proposed")));
    }

    /** A value of the topic of entitlements. */
    public static Entitlement entitlement(GenericRecord value) {
        Fields entitlement = Fields.of(value, "Entitlement");
        return new Entitlement(
                entitlement.text("siteId"), party(entitlement.record("party")), entitlement.integer("voiceServices"));
    }

    private static SiteEvent entitlementNotice(GenericRecord value) {
        Fields notice = Fields.of(value, "EntitlementNotice");
        return notice.optionalInteger("acknowledgedBy") == null
                ? new EntitlementChange(
                        notice.text("siteId"),
                        party(notice.record("party")),
                        optional(notice.optionalInteger("voiceServices")))
                : limitedParty(value);
    }

    /** A value of the internal topic that tells the owners of numbers of limited parties. */
    public static LimitedParty limitedParty(GenericRecord value) {
        Fields limited = Fields.of(value, "EntitlementNotice");
        return new LimitedParty(
                limited.text("siteId"),
                party(limited.record("party")),
                optional(limited.optionalInteger("acknowledgedBy")));
    }

    /** A value of the entitlements store. */
    public static PartyServices partyServices(GenericRecord value) {
        Fields services = Fields.of(value, "PartyServices");
        return new PartyServices(
                services.text("siteId"),
                party(services.record("party")),
                optional(services.optionalInteger("voiceServices")),
                services.integer("granted"),
                services.flag("announced"),
                services.integers("acknowledgedBy"));
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** A value of the sites store. */
    public static SiteCounts siteCounts(GenericRecord value) {
        Fields counts = Fields.of(value, "SiteCounts");
        Map<String, Long> statuses = new TreeMap<>();
        ((Map<?, ?>) value.get("statuses")).forEach((status, count) -> statuses.put(status.toString(), (Long) count));
        return new SiteCounts(statuses, counts.count("locked"), counts.count("free"));
    }

    /** A number's state; null for null. */
    public static PhoneNumber phoneNumber(GenericRecord value) {
        if (value == null) {
            return null;
        }
        return isKnownInFull(value) ? number(value, null) : newerNumber(value);
    }

    private static PhoneNumber newerNumber(GenericRecord value) {
        return value == null ? null : number(value, new Original(value, String.valueOf(value.get("status"))));
    }

    private static PhoneNumber number(GenericRecord value, Original original) {
        Fields number = Fields.of(value, "PhoneNumber");
        return new PhoneNumber(
                number.text("phoneNumber"),
                number.text("siteId"),
                numberDetails(number),
                number.symbol("status", Status.class, Status.UNKNOWN),
                party(number.record("allocatedTo")),
                number.text("assignedUser"),
                number.flag("mainNumber"),
                number.date("coolingOffDate"),
                number.flag("locked"),
                changeInProgress(number.record("changeInProgress")),
                number.number("version"),
                number.instant("updatedAt"),
                number.text("lockReason"),
                original);
    }

    private static Rejection rejection(GenericRecord value) {
        Fields rejection = Fields.of(value, "Rejection");
        return new Rejection(
                rejection.uuid("requestId"),
                rejection.text("phoneNumber"),
                rejection.text("siteId"),
                rejection.symbol("action", Action.class, Action.UNKNOWN),
                rejection.text("requestedBy"),
                rejection.symbol("code", RejectionCode.class, RejectionCode.UNKNOWN),
                rejection.text("message"),
                rejection.instant("rejectedAt"),
                phoneNumber(rejection.record("current")),
                ((Collection<?>) value.get("allowedActions"))
                        .stream()
                                .map(symbol -> Fields.symbol(symbol, Action.class, Action.UNKNOWN))
                                .toList(),
                rejection.text("heldBy"));
    }

    /** Requests that were pending before orders came say no channel: it was their action's. */
    private static Envelope pending(GenericRecord value, Channel channel) {
        if (value == null) {
            return null;
        }
        ActionRequest request = actionRequest(value);
        return request.on(channel == null ? request.action().channel() : channel);
    }

    private static ChangeInProgress changeInProgress(GenericRecord value) {
        if (value == null) {
            return null;
        }
        Fields change = Fields.of(value, "ChangeInProgress");

        return new ChangeInProgress(
                change.uuid("requestId"),
                change.symbol("action", Action.class, Action.UNKNOWN),
                change.instant("since"),
                change.symbol("waitsFor", Question.class, Question.UNKNOWN));
    }

    private static NumberDetails details(GenericRecord value) {
        return value == null ? null : numberDetails(Fields.of(value, "NumberDetails"));
    }

    private static NumberDetails numberDetails(Fields fields) {
        return new NumberDetails(
                fields.symbol("kind", NumberKind.class, NumberKind.UNKNOWN),
                fields.text("extension"),
                fields.text("rangeName"),
                fields.text("portedFrom"));
    }

    private static Party party(GenericRecord value) {
        if (value == null) {
            return null;
        }
        Fields party = Fields.of(value, "Party");
        return new Party(
                party.symbol("type", PartyType.class, PartyType.UNKNOWN), party.text("id"), party.text("name"));
    }
}
