package io.ringfence.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decides requests. Pure: the answer depends on the arguments and the policy alone, so a replay decides the same.
 *
 * <p>The rules are checked in the order that {@link #refusal} lists them; the first that fails is the rejection's code.
 * What may be asked of a number now is answered by the same rules, never by a second table.
 */
public final class Rules {
    /** Longest text, in characters, that a request may carry in a field that its action uses. */
    public static final int MAX_TEXT_LENGTH = 256;

    private final CoolingOffPolicy coolingOff;
    private final Transitions transitions;

    public Rules(CoolingOffPolicy coolingOff) {
        this.coolingOff = coolingOff;
        this.transitions = new Transitions(coolingOff);
    }

    /**
     * Decides one request.
     *
     * @param entry what is remembered of the number that is the request's key
     * @param now the time of the request's record
     */
    public Decision decide(NumberEntry entry, Envelope received, Instant now) {
        return onceDue(entry, now, current -> refusal(current.number(), received, now)
                .<Verdict>map(refusal -> rejection(refusal, current.number(), received, now))
                .or(() -> claim(current.number(), received.request(), now))
                .orElseGet(() -> accepted(current, received, now)));
    }

    /**
     * Decides the pending request of a number, now that the claim it made is answered.
     *
     * @param heldBy the party's main number already; empty where the claim is granted
     * @param now the time of the answer's record
     */
    public Outcome settle(NumberEntry entry, Optional<String> heldBy, Instant now) {
        NumberEntry current = entry.withoutPending();
        Envelope pending = entry.pending();
        return heldBy.<Outcome>map(holder -> rejection(
                        partyHasMainNumber(current.number().siteId(), holder), current.number(), pending, now))
                .orElseGet(() -> accepted(current, pending, now));
    }

    private static Refusal partyHasMainNumber(String siteId, String holder) {
        return new Refusal(
                RejectionCode.PARTY_HAS_MAIN_NUMBER,
                "The party has a main number at site " + siteId + " already, " + holder + ".",
                holder);
    }

    /** The claim that the pending request of a number has made, to be made once more: it may not have arrived. */
    public MainNumberClaim pendingClaim(NumberEntry entry) {
        PhoneNumber before = entry.withoutPending().number();
        return new MainNumberClaim(
                Transitions.mainNumberFor(before, entry.pending().request()).orElseThrow(), entry.number());
    }

    /** The decision on a request whose id was used within the window for a request with other content. */
    public Decision requestIdReused(NumberEntry entry, Envelope received, Instant now) {
        return onceDue(entry, now, current -> {
            ActionRequest request = received.request();
            PhoneNumber number = current.number();
            boolean senderKnowsIt = number != null && number.siteId().equals(request.siteId());
            return rejection(
                    new Refusal(
                            RejectionCode.REQUEST_ID_REUSED,
                            "requestId " + request.requestId() + " was used before for a request with other content."),
                    senderKnowsIt ? number : null,
                    received,
                    now);
        });
    }

    /**
     * Whether an id that was used before, for a request of the given outcome, is free for this one. A request on a topic
     * that its action does not belong to does not use its id up: it may be sent again where it belongs.
     */
    public boolean leavesIdTo(Envelope received, Outcome before) {
        return before instanceof Rejection rejection
                && rejection.code() == RejectionCode.NOT_PERMITTED
                && received.isPermitted();
    }

    /** Whatever is asked of a number, what time has made of it by then comes first. */
    private Decision onceDue(NumberEntry entry, Instant now, Function<NumberEntry, Verdict> decision) {
        Optional<StateChange> ended = endCoolingOff(entry.number(), now);
        return new Decision(ended, decision.apply(ended.map(NumberEntry::after).orElse(entry)));
    }

    /**
     * The change that time makes of a number whose cooling-off date has passed; empty when none is due.
     *
     * @param number may be null: time makes nothing of a number that is not there
     */
    public Optional<StateChange> endCoolingOff(PhoneNumber number, Instant now) {
        if (number == null
                || number.status() != Status.COOLDOWN
                || !number.isKnownInFull()
                || !coolingOff.passed(number.coolingOffDate(), now)) {
            return Optional.empty();
        }
        return Optional.of(change(
                null,
                StateChange.SYSTEM,
                Action.END_COOLING_OFF,
                NumberEntry.idle(number.version(), number),
                Optional.of(number.available()),
                now));
    }

    /** The number with what time has made of it by now, whether or not that has been emitted yet. */
    public PhoneNumber asOf(Instant now, PhoneNumber number) {
        return endCoolingOff(number, now).map(StateChange::after).orElse(number);
    }

    /** The earliest cooling-off date that has not passed: a number whose date is before it is available again. */
    public LocalDate today(Instant now) {
        return coolingOff.today(now);
    }

    /** The moment at which today's cooling-off dates pass. */
    public Instant endOfToday(Instant now) {
        return coolingOff.endOfToday(now);
    }

    /** The last day of cooling off after a CEASE that names none. */
    LocalDate coolingOffAfterCease(Instant now) {
        return coolingOff.afterCease(now);
    }

    /** Why nobody may ask for the action on the number, as a sentence; empty when one may. */
    Optional<String> whyNot(PhoneNumber number, Action action, Instant now) {
        return ofState(asOf(now, number), action).map(Refusal::message);
    }

    /** What may be asked of the number on a channel, in the order of {@link Action}. */
    public List<Action> allowedActions(PhoneNumber number, Channel channel, Instant now) {
        PhoneNumber current = asOf(now, number);
        return Action.of(channel).stream()
                .filter(action -> ofState(current, action).isEmpty())
                .toList();
    }

    /**
     * What the operator is offered for a number: what the rules have nothing against, less a nomination that would give a
     * party a second main number.
     *
     * @param heldBy the main number at the site of the party that holds the number; looked at where
     *     {@link #partyInQuestion} is one
     */
    public Offer offer(PhoneNumber number, Optional<String> heldBy, Instant now) {
        PhoneNumber current = asOf(now, number);
        List<Action> available = new ArrayList<>();
        List<UnavailableAction> unavailable = new ArrayList<>();
        for (Action action : Action.of(Channel.ACTIONS)) {
            ofState(current, action)
                    .or(() -> secondMainNumber(current, action, heldBy))
                    .ifPresentOrElse(
                            refusal ->
                                    unavailable.add(new UnavailableAction(action, refusal.code(), refusal.message())),
                            () -> available.add(action));
        }
        return new Offer(List.copyOf(available), List.copyOf(unavailable));
    }

    private static Optional<Refusal> secondMainNumber(PhoneNumber number, Action action, Optional<String> heldBy) {
        return action == Action.NOMINATE_MAIN_NUMBER && number.allocatedTo() != null
                ? heldBy.map(holder -> partyHasMainNumber(number.siteId(), holder))
                : Optional.empty();
    }

    /** The party whose main number at the site decides what is offered of the number; empty where none does. */
    public Optional<Party> partyInQuestion(PhoneNumber number, Instant now) {
        return Optional.ofNullable(number.allocatedTo())
                .filter(party -> allowedActions(number, Channel.ACTIONS, now).contains(Action.NOMINATE_MAIN_NUMBER));
    }

    private Optional<Refusal> refusal(PhoneNumber number, Envelope received, Instant now) {
        ActionRequest request = received.request();
        return malformed(received)
                .or(() -> notPermitted(received))
                .or(() -> unknown(number, request))
                .or(() -> number == null ? Optional.empty() : ofKnown(number, request, now));
    }

    private Optional<Refusal> ofKnown(PhoneNumber number, ActionRequest request, Instant now) {
        if (request.action() == Action.PROVISION) {
            return Transitions.refusal(number, Action.PROVISION);
        }
        return wrongSite(number, request)
                .or(() -> versionConflict(number, request))
                .or(() -> ofState(number, request.action()))
                .or(() -> datePassed(request, now));
    }

    /** What holds whoever asks and whatever else the request says. */
    private static Optional<Refusal> ofState(PhoneNumber number, Action action) {
        return changeInProgress(number)
                .or(() -> ofNewerRelease(number))
                .or(() -> locked(number, action))
                .or(() -> Transitions.refusal(number, action));
    }

    /** Before what looks at the number's state, of which this release knows but a part. */
    private static Optional<Refusal> ofNewerRelease(PhoneNumber number) {
        return refuseIf(
                !number.isKnownInFull(),
                RejectionCode.INVALID_STATUS,
                () -> number.phoneNumber() + " is in a state that only a newer release of Ringfence knows;"
                        + " ask again once every instance is of that release.");
    }

    private static Optional<Refusal> malformed(Envelope received) {
        return WellFormed.complaint(received.key(), received.request())
                .map(complaint -> new Refusal(RejectionCode.INVALID_REQUEST, complaint));
    }

    private static Optional<Refusal> notPermitted(Envelope received) {
        return refuseIf(
                !received.isPermitted(),
                RejectionCode.NOT_PERMITTED,
                () -> received.request().action() + " may not be asked for on this topic.");
    }

    private static Optional<Refusal> unknown(PhoneNumber number, ActionRequest request) {
        return refuseIf(
                number == null && request.action() != Action.PROVISION,
                RejectionCode.UNKNOWN_NUMBER,
                () -> request.phoneNumber() + " is not provisioned.");
    }

    private static Optional<Refusal> wrongSite(PhoneNumber number, ActionRequest request) {
        return refuseIf(
                !number.siteId().equals(request.siteId()),
                RejectionCode.WRONG_SITE,
                () -> number.phoneNumber() + " is not at site " + request.siteId() + ".");
    }

    private static Optional<Refusal> versionConflict(PhoneNumber number, ActionRequest request) {
        return refuseIf(
                request.expectedVersion() != null && request.expectedVersion() != number.version(),
                RejectionCode.VERSION_CONFLICT,
                () -> "%s is at version %d, not at %d."
                        .formatted(number.phoneNumber(), number.version(), request.expectedVersion()));
    }

    private static Optional<Refusal> changeInProgress(PhoneNumber number) {
        return refuseIf(
                number.changeInProgress() != null,
                RejectionCode.CHANGE_IN_PROGRESS,
                () -> "Another request for " + number.phoneNumber() + " is still being decided.");
    }

    private static Optional<Refusal> locked(PhoneNumber number, Action action) {
        return refuseIf(
                number.locked() && action.channel() == Channel.ACTIONS,
                RejectionCode.LOCKED,
                () -> number.phoneNumber() + " is locked by the provider.");
    }

    private Optional<Refusal> datePassed(ActionRequest request, Instant now) {
        return refuseIf(
                request.action() == Action.START_COOLING_OFF && coolingOff.passed(request.coolingOffDate(), now),
                RejectionCode.INVALID_REQUEST,
                () -> "coolingOffDate " + request.coolingOffDate() + " has passed.");
    }

    private static Optional<Refusal> refuseIf(boolean failed, RejectionCode code, Supplier<String> message) {
        return failed ? Optional.of(new Refusal(code, message.get())) : Optional.empty();
    }

    /** The claim that an otherwise acceptable request makes; empty when it gives no party a main number. */
    private static Optional<MainNumberClaim> claim(PhoneNumber number, ActionRequest request, Instant now) {
        return Transitions.mainNumberFor(number, request)
                .map(party -> new MainNumberClaim(
                        party,
                        number.withChangeInProgress(new ChangeInProgress(request.requestId(), request.action(), now))));
    }

    private StateChange accepted(NumberEntry entry, Envelope received, Instant now) {
        ActionRequest request = received.request();
        return change(
                request.requestId(),
                request.requestedBy(),
                request.action(),
                entry,
                transitions.effect(entry.number(), received, now),
                now);
    }

    private static StateChange change(
            UUID requestId,
            String requestedBy,
            Action action,
            NumberEntry entry,
            Optional<PhoneNumber> effect,
            Instant now) {
        PhoneNumber identity = effect.orElse(entry.number());
        long version = entry.version() + 1;
        Instant changedAt = notBefore(entry.number(), now);
        return new StateChange(
                requestId,
                identity.phoneNumber(),
                identity.siteId(),
                action,
                requestedBy,
                version,
                changedAt,
                entry.number(),
                effect.map(number -> number.at(version, changedAt)).orElse(null));
    }

    /**
     * A number's history does not go back in time, though "now" can: a claim is answered in the midst of a backlog of
     * requests, and the clocks of brokers differ.
     */
    private static Instant notBefore(PhoneNumber number, Instant now) {
        return number == null || now.isAfter(number.updatedAt()) ? now : number.updatedAt();
    }

    /**
     * @param number null where the number is unknown or not the sender's to see; not shown either where this release
     *     knows but a part of it
     */
    private Rejection rejection(Refusal refusal, PhoneNumber number, Envelope received, Instant now) {
        ActionRequest request = received.request();
        boolean shown =
                number != null && number.isKnownInFull() && refusal.code().showsNumber();
        return new Rejection(
                request.requestId(),
                WellFormed.abbreviated(request.phoneNumber()),
                WellFormed.abbreviated(request.siteId()),
                request.action(),
                WellFormed.abbreviated(request.requestedBy()),
                refusal.code(),
                refusal.message(),
                now,
                shown ? number : null,
                shown ? allowedActions(number, received.channel(), now) : List.of(),
                refusal.heldBy());
    }
}
