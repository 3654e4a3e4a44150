package io.ringfence.support.requests;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ActionRequestBuilder;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.StateChange;
import java.time.LocalDate;
import java.util.UUID;

/** Requests for tests: well-formed, each with an id of its own. */
public final class Requests {
    public static final String SITE = "london-strand";
    public static final Party ACORN = new Party(PartyType.OCCUPIER, "acorn", "Acorn Analytics");
    private static final NumberDetails DETAILS = new NumberDetails(NumberKind.DIRECT, "1000", "Strand East", null);

    private Requests() {}

    public static ActionRequest provision(String number) {
        return request(number, Action.PROVISION).details(DETAILS).build();
    }

    public static ActionRequest provisionCoolingOff(String number, LocalDate until) {
        return provision(number).withCoolingOffDate(until);
    }

    public static ActionRequest allocate(String number, Party party) {
        return request(number, Action.ALLOCATE).allocateTo(party).build();
    }

    public static ActionRequest of(Action action, String number) {
        return request(number, action).build();
    }

    public static ActionRequest assign(String number, String user) {
        return request(number, Action.ASSIGN_USER).userId(user).build();
    }

    public static ActionRequest startCoolingOff(String number, LocalDate until) {
        return request(number, Action.START_COOLING_OFF).coolingOffDate(until).build();
    }

    /** The request as the topic that its action belongs to brings it. */
    public static Envelope onItsTopic(ActionRequest request) {
        return request.on(request.action().channel());
    }

    /** The id of the request that it is the outcome of; null where it is of none. */
    public static UUID idOf(Outcome outcome) {
        return outcome instanceof StateChange change ? change.requestId() : ((Rejection) outcome).requestId();
    }

    private static ActionRequestBuilder request(String number, Action action) {
        return ActionRequestBuilder.builder()
                .requestId(UUID.randomUUID())
                .phoneNumber(number)
                .siteId(SITE)
                .action(action)
                .requestedBy("test");
    }
}
