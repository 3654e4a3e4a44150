package io.ringfence.support.property;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.Party;
import io.ringfence.domain.PendingChange;
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

    public static String of(Answer answer) {
        return "  %s is told of its %s: %s"
                .formatted(
                        answer.phoneNumber(),
                        answer.question(),
                        answer.objection().map(Object::toString).orElse("granted"));
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
        if (event instanceof PendingChange change) {
            return "    %s hears that %s asks for %s%s"
                    .formatted(
                            change.number().siteId(),
                            of(change.number()),
                            change.question(),
                            change.party() == null ? "" : " for " + of(change.party()));
        }
        if (event instanceof ChangeAbandoned abandoned) {
            return "    %s hears that %s waits for nothing"
                    .formatted(abandoned.number().siteId(), of(abandoned.number()));
        }
        if (event instanceof EntitlementChange change) {
            return "    %s hears that %s is entitled to %s"
                    .formatted(change.siteId(), of(change.party()), change.voiceServices());
        }
        if (event instanceof LimitedParty limited) {
            return "    %s hears that %s ask for %s"
                    .formatted(limited.siteId(), limited.acknowledgedBy(), of(limited.party()));
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
