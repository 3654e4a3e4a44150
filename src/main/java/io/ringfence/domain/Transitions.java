package io.ringfence.domain;

import static io.ringfence.domain.Status.ACTIVE;
import static io.ringfence.domain.Status.ASSIGNED;
import static io.ringfence.domain.Status.AVAILABLE;
import static io.ringfence.domain.Status.COOLDOWN;
import static io.ringfence.domain.Status.RESERVED;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From which state each action may start, and what it does. */
final class Transitions {
    private final CoolingOffPolicy coolingOff;

    Transitions(CoolingOffPolicy coolingOff) {
        this.coolingOff = coolingOff;
    }

    /** What the number's own state holds against the action; empty when nothing. */
    static Optional<Refusal> refusal(PhoneNumber number, Action action) {
        return switch (action) {
            case WITHDRAW -> from(number, action, AVAILABLE, COOLDOWN);
            case LOCK ->
                from(number, action, AVAILABLE, COOLDOWN)
                        .or(() ->
                                when(number.locked(), RejectionCode.ALREADY_LOCKED, number, () -> "is locked already"));
            case UNLOCK ->
                from(number, action, AVAILABLE, COOLDOWN)
                        .or(() -> when(!number.locked(), RejectionCode.NOT_LOCKED, number, () -> "is not locked"));
            case START_COOLING_OFF -> from(number, action, AVAILABLE, RESERVED, ACTIVE, ASSIGNED);
            case END_COOLING_OFF -> from(number, action, COOLDOWN);
            case NOMINATE_MAIN_NUMBER ->
                from(number, action, AVAILABLE, RESERVED)
                        .or(() -> when(
                                number.details().kind() != NumberKind.DIRECT,
                                RejectionCode.NOT_DIRECT,
                                number,
                                () -> "is no direct number but of kind "
                                        + number.details().kind()))
                        .or(() -> when(
                                number.mainNumber(),
                                RejectionCode.ALREADY_MAIN_NUMBER,
                                number,
                                () -> "is a main number already"));
            case REMOVE_MAIN_NUMBER ->
                from(number, action, AVAILABLE, RESERVED)
                        .or(() -> when(
                                !number.mainNumber(),
                                RejectionCode.NOT_MAIN_NUMBER,
                                number,
                                () -> "is no main number"));
            case ALLOCATE ->
                when(
                                number.status() == COOLDOWN,
                                RejectionCode.COOLING_OFF,
                                number,
                                () -> "cools off until the end of " + number.coolingOffDate())
                        .or(() -> from(number, action, AVAILABLE));
            case DEALLOCATE, ACTIVATE -> from(number, action, RESERVED);
            case DEACTIVATE ->
                when(
                                number.status() == ASSIGNED,
                                RejectionCode.ASSIGNED_TO_USER,
                                number,
                                () -> "is given to a user; unassign it first")
                        .or(() -> from(number, action, ACTIVE));
            case ASSIGN_USER ->
                from(number, action, ACTIVE)
                        .or(() -> when(
                                number.mainNumber(),
                                RejectionCode.IS_MAIN_NUMBER,
                                number,
                                () -> "is a main number and takes no user"));
            case UNASSIGN_USER -> from(number, action, ASSIGNED);
            case PROVISION ->
                Optional.of(new Refusal(
                        RejectionCode.ALREADY_PROVISIONED, () -> number.phoneNumber() + " is provisioned already."));
            case UNKNOWN -> throw new IllegalArgumentException("Nothing starts from " + action);
        };
    }

    /**
     * The number after an action that {@link #refusal} has nothing against; empty when it leaves.
     *
     * @param number null for PROVISION
     */
    Optional<PhoneNumber> effect(PhoneNumber number, Envelope received, Instant now) {
        ActionRequest request = received.request();
        return switch (request.action()) {
            case PROVISION -> Optional.of(provisioned(request, now));
            case WITHDRAW -> Optional.empty();
            case LOCK -> Optional.of(number.locked(request.reason()));
            case UNLOCK -> Optional.of(number.unlocked());
            case START_COOLING_OFF -> Optional.of(number.coolingOff(request.coolingOffDate()));
            case END_COOLING_OFF -> Optional.of(number.available());
            case NOMINATE_MAIN_NUMBER -> Optional.of(number.withMainNumber(true));
            case REMOVE_MAIN_NUMBER -> Optional.of(number.withMainNumber(false));
            case ALLOCATE -> Optional.of(number.reserved(request.allocateTo()));
            case DEALLOCATE -> Optional.of(deallocated(number, received.channel(), now));
            case ACTIVATE, UNASSIGN_USER -> Optional.of(number.active());
            case DEACTIVATE -> Optional.of(number.reserved(number.allocatedTo()));
            case ASSIGN_USER -> Optional.of(number.assigned(request.userId()));
            case UNKNOWN -> throw new IllegalArgumentException("Nothing comes of " + request.action());
        };
    }

    /** The party for which the site is asked the question; empty where it is not asked. */
    static Optional<Party> partyInQuestion(Question question, PhoneNumber number, ActionRequest request) {
        if (request.action() == Action.ALLOCATE) {
            return question == Question.MAIN_NUMBER && number.mainNumber()
                    ? Optional.of(request.allocateTo())
                    : Optional.empty();
        }
        return questionForHolder(request.action()).filter(question::equals).map(any -> number.allocatedTo());
    }

    /** What the owner of the site is asked about the party that holds the number; empty where it is not asked. */
    static Optional<Question> questionForHolder(Action action) {
        return switch (action) {
            case NOMINATE_MAIN_NUMBER -> Optional.of(Question.MAIN_NUMBER);
            case ACTIVATE -> Optional.of(Question.ENTITLEMENT);
            case UNKNOWN,
                    PROVISION,
                    WITHDRAW,
                    LOCK,
                    UNLOCK,
                    START_COOLING_OFF,
                    END_COOLING_OFF,
                    REMOVE_MAIN_NUMBER,
                    ALLOCATE,
                    DEALLOCATE,
                    DEACTIVATE,
                    ASSIGN_USER,
                    UNASSIGN_USER -> Optional.empty();
        };
    }

    /** An order deallocates what it gives back, and that is as it was: nobody has had the number. */
    private PhoneNumber deallocated(PhoneNumber number, Channel channel, Instant now) {
        return channel == Channel.ORDERS
                ? number.available()
                : coolingOff.afterDeallocation(now).map(number::coolingOff).orElseGet(number::available);
    }

    private PhoneNumber provisioned(ActionRequest request, Instant now) {
        PhoneNumber number = PhoneNumber.provisioned(request.phoneNumber(), request.siteId(), request.details());
        return request.coolingOffDate() == null || coolingOff.passed(request.coolingOffDate(), now)
                ? number
                : number.coolingOff(request.coolingOffDate());
    }

    private static Optional<Refusal> from(PhoneNumber number, Action action, Status... allowed) {
        return when(
                !Arrays.asList(allowed).contains(number.status()),
                RejectionCode.INVALID_STATUS,
                number,
                () -> "is " + number.status() + ", and " + action + " needs "
                        + Stream.of(allowed).map(Status::name).collect(Collectors.joining(" or ")));
    }

    private static Optional<Refusal> when(
            boolean failed, RejectionCode code, PhoneNumber number, Supplier<String> how) {
        return failed
                ? Optional.of(new Refusal(code, () -> number.phoneNumber() + " " + how.get() + "."))
                : Optional.empty();
    }
}
