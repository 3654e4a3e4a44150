package io.ringfence.topology.model;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Channel;
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
        final ActionRequest request;
        final Map<ActionRequest, Instant> others = new HashMap<>();
        Instant at;
        boolean notPermitted;

        Seen(ActionRequest request, Instant at) {
            this.request = request;
            this.at = at;
        }

        boolean isKnown(ActionRequest again, Instant now) {
            return request.equals(again) || isWithin(others.getOrDefault(again, Instant.MIN), now);
        }

        boolean leavesIdTo(ActionRequest next) {
            return notPermitted && next.action().channel() == next.channel();
        }
    }

    /** What a request leads to that reaches its number now; rejections without their message. */
    public List<NumberEvent> ask(ActionRequest request, Instant now) {
        List<NumberEvent> events = new ArrayList<>();
        String id = request.key() + "/" + request.requestId();
        Seen earlier = seen.get(id);
        boolean again = earlier != null && isWithin(earlier.at, now);
        if (again && earlier.isKnown(request, now)) {
            return events;
        }
        ModelNumber number = find(request.key());
        if (ModelTable.isDue(number, now)) {
            events.add(ended(number, now));
        }
        if (again && !earlier.leavesIdTo(request)) {
            earlier.at = now;
            earlier.others.put(request, now);
            events.add(rejection(RejectionCode.REQUEST_ID_REUSED, null, number, request, now));
            return events;
        }
        Seen first = new Seen(request, now);
        if (again) {
            first.others.putAll(earlier.others);
            first.others.put(earlier.request, earlier.at);
        }
        seen.put(id, first);
        RejectionCode code = ModelTable.refusal(number, request, now);
        Party claimant = code == null ? ModelTable.claimant(number, request) : null;
        first.notPermitted = code == RejectionCode.NOT_PERMITTED;
        if (code == RejectionCode.CHANGE_IN_PROGRESS && request.channel() == Channel.ORDERS) {
            events.add(new MainNumberClaim(ModelTable.claimant(number, number.pending), number.shown()));
        }
        if (code != null) {
            events.add(rejection(code, null, number, request, now));
        } else if (claimant != null) {
            number.progress = new ChangeInProgress(request.requestId(), request.action(), now);
            number.pending = request;
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
        ActionRequest request = number.pending;
        if (request == null || !request.requestId().equals(requestId)) {
            return List.of();
        }
        number.progress = null;
        number.pending = null;
        return heldBy == null
                ? List.of(change(number, request, request.requestId(), now))
                : List.of(
                        rejection(RejectionCode.PARTY_HAS_MAIN_NUMBER, heldBy, number, request, now),
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
    public ActionRequest pending(String phoneNumber) {
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
        ActionRequest bySystem = new ActionRequest(
                null,
                number.phoneNumber,
                null,
                number.phoneNumber,
                number.siteId,
                Action.END_COOLING_OFF,
                "system",
                null,
                null,
                null,
                null,
                null);
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
            RejectionCode code, String heldBy, ModelNumber number, ActionRequest request, Instant now) {
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
                shown ? ModelTable.allowed(number, request.channel()) : List.of(),
                heldBy);
    }
}
