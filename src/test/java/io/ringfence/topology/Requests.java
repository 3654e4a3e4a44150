package io.ringfence.topology;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import java.time.LocalDate;
import java.util.UUID;

/** Requests for tests: well-formed, on the channel of their action, each with an id of its own. */
public final class Requests {
    public static final String SITE = "london-strand";
    public static final Party ACORN = new Party(PartyType.OCCUPIER, "acorn", "Acorn Analytics");
    private static final NumberDetails DETAILS = new NumberDetails("1000", "Strand East", NumberKind.DIRECT, null);

    private Requests() {}

    public static ActionRequest provision(String number) {
        return request(number, Action.PROVISION, null, null, null, DETAILS);
    }

    public static ActionRequest provisionCoolingOff(String number, LocalDate until) {
        return request(number, Action.PROVISION, null, null, until, DETAILS);
    }

    public static ActionRequest allocate(String number, Party party) {
        return request(number, Action.ALLOCATE, party, null, null, null);
    }

    public static ActionRequest of(Action action, String number) {
        return request(number, action, null, null, null, null);
    }

    public static ActionRequest assign(String number, String user) {
        return request(number, Action.ASSIGN_USER, null, user, null, null);
    }

    public static ActionRequest startCoolingOff(String number, LocalDate until) {
        return request(number, Action.START_COOLING_OFF, null, null, until, null);
    }

    public static ActionRequest withId(UUID id, ActionRequest request) {
        return with(id, request.siteId(), request.expectedVersion(), request);
    }

    public static ActionRequest at(String siteId, ActionRequest request) {
        return with(request.requestId(), siteId, request.expectedVersion(), request);
    }

    public static ActionRequest atVersion(long version, ActionRequest request) {
        return with(request.requestId(), request.siteId(), version, request);
    }

    public static ActionRequest onItsTopic(ActionRequest request) {
        return on(request.action().channel(), request);
    }

    public static ActionRequest on(Channel channel, ActionRequest request) {
        return with(channel, request.requestId(), request.siteId(), request.expectedVersion(), request);
    }

    private static ActionRequest with(UUID id, String siteId, Long expectedVersion, ActionRequest request) {
        return with(request.channel(), id, siteId, expectedVersion, request);
    }

    private static ActionRequest with(
            Channel channel, UUID id, String siteId, Long expectedVersion, ActionRequest request) {
        return new ActionRequest(
                channel,
                request.key(),
                id,
                request.phoneNumber(),
                siteId,
                request.action(),
                request.requestedBy(),
                request.allocateTo(),
                request.userId(),
                request.coolingOffDate(),
                request.details(),
                expectedVersion);
    }

    private static ActionRequest request(
            String number, Action action, Party party, String user, LocalDate until, NumberDetails details) {
        return new ActionRequest(
                action.channel(),
                number,
                UUID.randomUUID(),
                number,
                SITE,
                action,
                "test",
                party,
                user,
                until,
                details,
                null);
    }
}
