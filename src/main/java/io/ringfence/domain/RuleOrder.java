package io.ringfence.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The rules that may refuse a request, in the order in which they are checked. */
final class RuleOrder {
    private final CoolingOffPolicy coolingOff;

    RuleOrder(CoolingOffPolicy coolingOff) {
        this.coolingOff = coolingOff;
    }

    /**
     * The first that fails; empty when none does.
     *
     * @param number null where it is not provisioned
     */
    Optional<Refusal> refusal(PhoneNumber number, Envelope received, Instant now) {
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
    static Optional<Refusal> ofState(PhoneNumber number, Action action) {
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
                .map(complaint -> new Refusal(RejectionCode.INVALID_REQUEST, () -> complaint));
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

    private static Optional<Refusal> refuseIf(boolean failed, RejectionCode code, Supplier<String> sentence) {
        return failed ? Optional.of(new Refusal(code, sentence)) : Optional.empty();
    }
}
