package io.ringfence.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Decides requests. Pure: the answer depends on the arguments and the policy alone, so a replay decides the same.
 *
 * <p>The rules are checked in the order that {@link RuleOrder} has them in; the first that fails is the rejection's code.
 * What may be asked of a number now is answered by the same rules, never by a second table.
 */
public final class Rules {
    /** Longest text, in characters, that a request may carry in a field that its action uses. */
    public static final int MAX_TEXT_LENGTH = 256;

    private final CoolingOffPolicy coolingOff;
    private final Set<Action> fulfilled;
    private final Transitions transitions;
    private final RuleOrder order;

    /**
     * @param fulfilled what the voice platform has to carry out before it is true
     */
    public Rules(CoolingOffPolicy coolingOff, Set<Action> fulfilled) {
        this.coolingOff = coolingOff;
        this.fulfilled = Set.copyOf(fulfilled);
        this.transitions = new Transitions(coolingOff);
        this.order = new RuleOrder(coolingOff);
    }

    /**
     * Decides one request.
     *
     * @param entry what is remembered of the number that is the request's key
     * @param now the time of the request's record
     */
    public Decision decide(NumberEntry entry, Envelope received, Limits limits, Instant now) {
        return onceDue(entry, now, current -> order.refusal(current.number(), received, now)
                .<Verdict>map(refusal -> rejection(refusal, current.number(), received, now))
                .orElseGet(() -> askedOrAccepted(current, received, limits, Question.all(), now, now)));
    }

    /**
     * Decides the pending request of a number, now that what it waits for is answered; or has it wait for the next answer.
     *
     * @param objection empty where the answer is that it is granted
     * @param now the time of the answer's record
     */
    public Verdict settle(NumberEntry entry, Optional<Objection> objection, Limits limits, Instant now) {
        NumberEntry current = entry.withoutPending();
        Envelope pending = entry.pending();
        ChangeInProgress change = entry.number().changeInProgress();
        return objection
                .<Verdict>map(any -> rejection(any.refusal(current.number()), current.number(), pending, now))
                .orElseGet(() -> askedOrAccepted(
                        current, pending, limits, change.waitsFor().next(), change.since(), now));
    }

    /**
     * @param questions that are yet to be asked
     * @param since when the request was received
     */
    private Verdict askedOrAccepted(
            NumberEntry current,
            Envelope received,
            Limits limits,
            List<Question> questions,
            Instant since,
            Instant now) {
        for (Question question : questions) {
            if (isAsked(question, current.number(), received.request(), limits)) {
                return pending(question, current.number(), received.request(), since);
            }
        }
        return accepted(current, received, since, now);
    }

    private boolean isAsked(Question question, PhoneNumber number, ActionRequest request, Limits limits) {
        return switch (question) {
            case UNKNOWN -> false;
            case MAIN_NUMBER ->
                Transitions.partyInQuestion(question, number, request).isPresent();
            case ENTITLEMENT ->
                Transitions.partyInQuestion(question, number, request)
                        .filter(party -> limits.isOn(number.siteId(), party))
                        .isPresent();
            case FULFILMENT -> fulfilled.contains(request.action());
        };
    }

    private static PendingChange pending(Question question, PhoneNumber number, ActionRequest request, Instant since) {
        return new PendingChange(
                Transitions.partyInQuestion(question, number, request).orElse(null),
                number.withChangeInProgress(
                        new ChangeInProgress(request.requestId(), request.action(), since, question)));
    }

    /**
     * What comes of a request in the end where nothing else happens: the site answers by what it knows, and the voice
     * platform carries out what it is asked.
     *
     * @param verdict of the owner of its number
     * @param parties what the site knows of a party
     */
    public Outcome foreseen(
            Verdict verdict, Envelope received, Function<Party, PartyAtSite> parties, Limits limits, Instant now) {
        Verdict latest = verdict;
        while (latest instanceof PendingChange change) {
            NumberEntry entry =
                    NumberEntry.idle(change.number().version(), change.number()).during(change, received);
            Optional<Objection> objection = Optional.ofNullable(change.party())
                    .map(parties)
                    .flatMap(party -> party.objection(change.question(), change.phoneNumber()));
            latest = settle(entry, objection, limits, now);
        }
        return (Outcome) latest;
    }

    /** What the pending request of a number waits for, to be asked once more: it may not have arrived. */
    public PendingChange pending(NumberEntry entry) {
        ChangeInProgress change = entry.number().changeInProgress();
        return pending(
                change.waitsFor(),
                entry.withoutPending().number(),
                entry.pending().request(),
                change.since());
    }

    /**
     * What the voice platform is asked to carry out.
     *
     * @param entry of a number whose pending request waits for that
     */
    public FulfilmentRequest fulfilment(NumberEntry entry) {
        Instant since = entry.number().changeInProgress().since();
        StateChange proposed = accepted(entry.withoutPending(), entry.pending(), since, since);
        return new FulfilmentRequest(
                proposed.requestId(),
                proposed.phoneNumber(),
                proposed.siteId(),
                proposed.action(),
                proposed.requestedBy(),
                since,
                proposed.before(),
                proposed.after());
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
                            () -> "requestId " + request.requestId()
                                    + " was used before for a request with other content."),
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
        return RuleOrder.ofState(asOf(now, number), action).map(Refusal::message);
    }

    /** What may be asked of the number on a channel, in the order of {@link Action}. */
    public List<Action> allowedActions(PhoneNumber number, Channel channel, Instant now) {
        PhoneNumber current = asOf(now, number);
        return Action.of(channel).stream()
                .filter(action -> RuleOrder.ofState(current, action).isEmpty())
                .toList();
    }

    /**
     * What the operator is offered for a number: what the rules have nothing against, less what the owner of the site would
     * object to.
     *
     * @param party that holds the number, as the site knows it; looked at where {@link #partyInQuestion} is one
     */
    public Offer offer(PhoneNumber number, PartyAtSite party, Instant now) {
        PhoneNumber current = asOf(now, number);
        List<Action> available = new ArrayList<>();
        List<UnavailableAction> unavailable = new ArrayList<>();
        for (Action action : Action.of(Channel.ACTIONS)) {
            RuleOrder.ofState(current, action)
                    .or(() -> objection(current, action, party))
                    .ifPresentOrElse(
                            refusal ->
                                    unavailable.add(new UnavailableAction(action, refusal.code(), refusal.message())),
                            () -> available.add(action));
        }
        return new Offer(List.copyOf(available), List.copyOf(unavailable));
    }

    private static Optional<Refusal> objection(PhoneNumber number, Action action, PartyAtSite party) {
        return Transitions.questionForHolder(action)
                .flatMap(question -> party.objection(question, number.phoneNumber()))
                .map(any -> any.refusal(number));
    }

    /** The party of which the site has to say more before it is known what is offered; empty where it has not. */
    public Optional<Party> partyInQuestion(PhoneNumber number, Instant now) {
        return Optional.ofNullable(number.allocatedTo())
                .filter(party -> allowedActions(number, Channel.ACTIONS, now).stream()
                        .anyMatch(
                                action -> Transitions.questionForHolder(action).isPresent()));
    }

    /**
     * @param since when it was received: what was proposed to others comes true, however late they answer
     */
    private StateChange accepted(NumberEntry entry, Envelope received, Instant since, Instant now) {
        ActionRequest request = received.request();
        return change(
                request.requestId(),
                request.requestedBy(),
                request.action(),
                entry,
                transitions.effect(entry.number(), received, since),
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
     * A number's history does not go back in time, though "now" can: an answer comes in the midst of a backlog of
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
