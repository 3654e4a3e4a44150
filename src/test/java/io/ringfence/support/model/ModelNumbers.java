package io.ringfence.support.model;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ActionRequestBuilder;
import io.ringfence.domain.Answer;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.Objection;
import io.ringfence.domain.Party;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Question;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What the numbers of a small world come to: told what reaches each of them, it says what has to come of it. */
public final class ModelNumbers {
    private static final Duration WINDOW = Duration.ofHours(24);

    private static final Set<RejectionCode> HIDES_THE_NUMBER = Set.of(
            RejectionCode.INVALID_REQUEST,
            RejectionCode.NOT_PERMITTED,
            RejectionCode.UNKNOWN_NUMBER,
            RejectionCode.WRONG_SITE);

    private final Set<Action> fulfilled;
    private final Set<ModelSites.PartyAtSite> limited = new HashSet<>();
    private final Map<String, ModelNumber> numbers = new TreeMap<>();
    private final Map<String, Seen> seen = new HashMap<>();

    /** The request that an id belongs to, as of the last time that somebody was told so, and those told. */
    private static final class Seen {
        final Envelope request;
        final Map<Envelope, Instant> others = new HashMap<>();
        Instant at;
        boolean notPermitted;

        Seen(Envelope request, Instant at) {
            this.request = request;
            this.at = at;
        }

        boolean isKnown(Envelope again, Instant now) {
            return request.equals(again) || isWithin(others.getOrDefault(again, Instant.MIN), now);
        }

        boolean leavesIdTo(Envelope next) {
            return notPermitted && next.request().action().channel() == next.channel();
        }
    }

    /**
     * @param fulfilled what the voice platform has to carry out
     */
    public ModelNumbers(Set<Action> fulfilled) {
        this.fulfilled = fulfilled;
    }

    /** From now on the site is asked before a number of the party is put into service. */
    public void limit(ModelSites.PartyAtSite party) {
        limited.add(party);
    }

    /** What a request leads to that reaches its number now; rejections without their message. */
    public List<NumberEvent> ask(Envelope asked, Instant now) {
        List<NumberEvent> events = new ArrayList<>();
        ActionRequest request = asked.request();
        String id = asked.key() + "/" + request.requestId();
        Seen earlier = seen.get(id);
        boolean again = earlier != null && isWithin(earlier.at, now);
        if (again && earlier.isKnown(asked, now)) {
            return events;
        }
        ModelNumber number = find(asked.key());
        if (!again && asked.equals(number.pending)) {
            return events;
        }
        if (ModelTable.isDue(number, now)) {
            events.add(ended(number, now));
        }
        if (again && !earlier.leavesIdTo(asked)) {
            earlier.at = now;
            earlier.others.put(asked, now);
            events.add(rejection(RejectionCode.REQUEST_ID_REUSED, null, number, asked, now));
            return events;
        }
        Seen first = new Seen(asked, now);
        if (again) {
            first.others.putAll(earlier.others);
            first.others.put(earlier.request, earlier.at);
        }
        seen.put(id, first);
        RejectionCode code = ModelTable.refusal(number, asked, now);
        first.notPermitted = code == RejectionCode.NOT_PERMITTED;
        if (code == RejectionCode.CHANGE_IN_PROGRESS && asked.channel() == Channel.ORDERS) {
            events.add(pending(number));
        }
        if (code != null) {
            events.add(rejection(code, null, number, asked, now));
        } else {
            events.add(askedOrChanged(number, asked, Question.UNKNOWN, now, now));
        }
        return events;
    }

    /**
     * @param answered the question that was answered last
     */
    private NumberEvent askedOrChanged(
            ModelNumber number, Envelope asked, Question answered, Instant since, Instant now) {
        ActionRequest request = asked.request();
        for (Question question : List.of(Question.MAIN_NUMBER, Question.ENTITLEMENT, Question.FULFILMENT)) {
            if (question.compareTo(answered) > 0 && isAsked(question, number, request)) {
                number.progress = new ChangeInProgress(request.requestId(), request.action(), since, question);
                number.pending = asked;
                return pending(number);
            }
        }
        number.progress = null;
        number.pending = null;
        return change(number, request, request.requestId(), now);
    }

    private boolean isAsked(Question question, ModelNumber number, ActionRequest request) {
        return switch (question) {
            case UNKNOWN -> false;
            case MAIN_NUMBER -> ModelTable.claimant(number, request) != null;
            case ENTITLEMENT ->
                request.action() == Action.ACTIVATE
                        && limited.contains(ModelSites.PartyAtSite.of(number.siteId, number.party));
            case FULFILMENT -> fulfilled.contains(request.action());
        };
    }

    private static PendingChange pending(ModelNumber number) {
        Party party =
                switch (number.progress.waitsFor()) {
                    case MAIN_NUMBER -> ModelTable.claimant(number, number.pending.request());
                    case ENTITLEMENT -> number.party;
                    case UNKNOWN, FULFILMENT -> null;
                };
        return new PendingChange(party, number.shown());
    }

    private static boolean isWithin(Instant seen, Instant now) {
        return seen.plus(WINDOW).isAfter(now);
    }

    /** What an answer leads to: nothing where its number waits for another, or for none. */
    public List<NumberEvent> settle(Answer answer, Instant now) {
        ModelNumber number = find(answer.phoneNumber());
        Envelope pending = number.pending;
        if (pending == null
                || !pending.request().requestId().equals(answer.requestId())
                || number.progress.waitsFor() != answer.question()) {
            return List.of();
        }
        if (answer.objection().isEmpty()) {
            NumberEvent next = askedOrChanged(number, pending, answer.question(), number.progress.since(), now);
            if (next instanceof StateChange) {
                settled(pending, now);
            }
            return List.of(next);
        }
        settled(pending, now);
        number.progress = null;
        number.pending = null;
        Objection objection = answer.objection().get();
        String heldBy = objection instanceof Objection.MainNumberHeld held ? held.phoneNumber() : null;
        return List.of(
                rejection(code(answer.question()), heldBy, number, pending, now), new ChangeAbandoned(number.shown()));
    }

    /** Remembered for as long from now on as any. */
    private void settled(Envelope pending, Instant now) {
        seen.get(pending.key() + "/" + pending.request().requestId()).at = now;
    }

    private static RejectionCode code(Question question) {
        return switch (question) {
            case MAIN_NUMBER -> RejectionCode.PARTY_HAS_MAIN_NUMBER;
            case ENTITLEMENT -> RejectionCode.NO_VOICE_SERVICE;
            case FULFILMENT -> RejectionCode.FULFILMENT_FAILED;
            case UNKNOWN -> throw new IllegalArgumentException("Nobody asks " + question);
        };
    }

    /** What the clock makes of a number; null when its time has not come. */
    public StateChange tick(String phoneNumber, Instant now) {
        ModelNumber number = find(phoneNumber);
        return ModelTable.isDue(number, now) ? ended(number, now) : null;
    }

    /** Whether the day until which the number cools off is over. */
    public boolean isDue(String phoneNumber, Instant now) {
        return ModelTable.isDue(find(phoneNumber), now);
    }

    /** The number as it is; null while it is not there. */
    public PhoneNumber number(String phoneNumber) {
        return find(phoneNumber).shown();
    }

    /** The request whose claim has no answer yet; null where there is none. */
    public Envelope pending(String phoneNumber) {
        return find(phoneNumber).pending;
    }

    /** Version of the number's latest change; 0 when there was none. */
    public long version(String phoneNumber) {
        return find(phoneNumber).version;
    }

    /** The numbers at a site, lowest first. */
    public List<PhoneNumber> at(String siteId) {
        return numbers.values().stream()
                .map(ModelNumber::shown)
                .filter(Objects::nonNull)
                .filter(number -> number.siteId().equals(siteId))
                .toList();
    }

    /** What may be asked of the number on a topic; nothing while a change is in progress. */
    public List<Action> possible(String phoneNumber, Channel channel) {
        return ModelTable.allowed(find(phoneNumber), channel);
    }

    private ModelNumber find(String phoneNumber) {
        return numbers.computeIfAbsent(phoneNumber, ModelNumber::new);
    }

    private static StateChange ended(ModelNumber number, Instant now) {
        ActionRequest bySystem = ActionRequestBuilder.builder()
                .phoneNumber(number.phoneNumber)
                .siteId(number.siteId)
                .action(Action.END_COOLING_OFF)
                .requestedBy("system")
                .build();
        return change(number, bySystem, null, now);
    }

    private static StateChange change(ModelNumber number, ActionRequest request, UUID requestId, Instant now) {
        PhoneNumber before = number.shown();
        ModelTable.apply(number, request, now);
        number.version++;
        number.updatedAt = now;
        return new StateChange(
                requestId,
                number.phoneNumber,
                request.siteId(),
                request.action(),
                request.requestedBy(),
                number.version,
                now,
                before,
                number.shown());
    }

    private static Rejection rejection(
            RejectionCode code, String heldBy, ModelNumber number, Envelope asked, Instant now) {
        ActionRequest request = asked.request();
        boolean reusedElsewhere =
                code == RejectionCode.REQUEST_ID_REUSED && number.isThere() && !number.siteId.equals(request.siteId());
        boolean shown = number.isThere() && !HIDES_THE_NUMBER.contains(code) && !reusedElsewhere;
        return new Rejection(
                request.requestId(),
                request.phoneNumber(),
                request.siteId(),
                request.action(),
                request.requestedBy(),
                code,
                null,
                now,
                shown ? number.shown() : null,
                shown ? ModelTable.allowed(number, asked.channel()) : List.of(),
                heldBy);
    }
}
