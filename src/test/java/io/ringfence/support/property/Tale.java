package io.ringfence.support.property;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.ClaimAnswer;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.SiteEvent;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;

/** Deliveries, told so that a failed try can be followed by reading it. */
public final class Tale {
    private Tale() {}

    public static String of(ActionRequest request) {
        return "  %s is asked %s by %s%s%s%s"
                .formatted(
                        request.phoneNumber(),
                        request.action(),
                        request.requestedBy(),
                        request.allocateTo() == null ? "" : " for " + of(request.allocateTo()),
                        request.coolingOffDate() == null ? "" : " until " + request.coolingOffDate(),
                        request.expectedVersion() == null ? "" : " at version " + request.expectedVersion());
    }

    public static String of(ClaimAnswer answer) {
        return "  %s is told that its claim is %s"
                .formatted(answer.phoneNumber(), answer.heldBy() == null ? "granted" : "held by " + answer.heldBy());
    }

    public static String of(SiteEvent event) {
        if (event instanceof StateChange change) {
            return "    %s hears of %s by %s: %s"
                    .formatted(change.siteId(), change.action(), change.requestedBy(), of(change.after()));
        }
        if (event instanceof Rejection rejection) {
            return "    %s hears that %s was refused %s: %s"
                    .formatted(rejection.siteId(), rejection.requestedBy(), rejection.action(), rejection.code());
        }
        if (event instanceof MainNumberClaim claim) {
            return "    %s hears the claim for %s of %s"
                    .formatted(claim.number().siteId(), of(claim.party()), of(claim.number()));
        }
        if (event instanceof ChangeAbandoned abandoned) {
            return "    %s hears that the claim of %s came to nothing"
                    .formatted(abandoned.number().siteId(), of(abandoned.number()));
        }
        VoiceServiceOrder order = (VoiceServiceOrder) event;
        return "    %s receives %s: %s %d for %s%s%s"
                .formatted(
                        order.siteId(),
                        order.requestedBy(),
                        order.type(),
                        order.quantity(),
                        order.party() == null ? "nobody" : of(order.party()),
                        order.withMainNumber() ? ", with main number" : "",
                        order.activate() ? ", active" : "");
    }

    private static String of(PhoneNumber number) {
        return number == null
                ? "gone"
                : "%s %s%s%s%s v%d"
                        .formatted(
                                number.phoneNumber(),
                                number.status(),
                                number.allocatedTo() == null ? "" : " " + of(number.allocatedTo()),
                                number.mainNumber() ? " main" : "",
                                number.locked() ? " locked" : "",
                                number.version());
    }

    private static String of(Party party) {
        return party.type() + "/" + party.id();
    }
}
