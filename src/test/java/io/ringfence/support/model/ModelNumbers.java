package io.ringfence.support.model;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ActionRequestBuilder;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
        Party claimant = code == null ? ModelTable.claimant(number, request) : null;
        first.notPermitted = code == RejectionCode.NOT_PERMITTED;
        if (code == RejectionCode.CHANGE_IN_PROGRESS && asked.channel() == Channel.ORDERS) {
            events.add(new MainNumberClaim(ModelTable.claimant(number, number.pending.request()), number.shown()));
        }
        if (code != null) {
            events.add(rejection(code, null, number, asked, now));
        } else if (claimant != null) {
            number.progress = new ChangeInProgress(request.requestId(), request.action(), now);
            number.pending = asked;
            events.add(new MainNumberClaim(claimant, number.shown()));
        } else {
            events.add(change(number, request, request.requestId(), now));
        }
        return events;
    }

    private static boolean isWithin(Instant seen, Instant now) {
        return seen.plus(WINDOW).isAfter(now);
    }

    /**
     * What the answer to a number's claim leads to: nothing when it is the second to the same.
     *
     * @param requestId of the request that made the claim
     * @param heldBy null where the claim is granted
     */
    public List<NumberEvent> settle(String phoneNumber, UUID requestId, String heldBy, Instant now) {
        ModelNumber number = find(phoneNumber);
        Envelope pending = number.pending;
        if (pending == null || !pending.request().requestId().equals(requestId)) {
            return List.of();
        }
        number.progress = null;
        number.pending = null;
        return heldBy == null
                ? List.of(change(number, pending.request(), requestId, now))
                : List.of(
                        rejection(RejectionCode.PARTY_HAS_MAIN_NUMBER, heldBy, number, pending, now),
                        new ChangeAbandoned(number.shown()));
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
