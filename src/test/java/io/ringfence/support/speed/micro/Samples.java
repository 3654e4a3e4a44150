package io.ringfence.support.speed.micro;

import io.ringfence.domain.Action;
import io.ringfence.domain.Channel;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.Limits;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Rules;
import io.ringfence.domain.StateChange;
import io.ringfence.support.requests.Requests;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/** What is decided, written and shown, of the usual length. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-06-01T09:30:00Z");
    static final Rules RULES = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 30, 30), Set.of());

    private static final String NUMBER = "+442079460060";

    static final Envelope ALLOCATE = request(Action.ALLOCATE);
    static final Envelope ASSIGN = request(Action.ASSIGN_USER);
    static final NumberEntry AVAILABLE =
            after(NumberEntry.UNSEEN, Requests.provision(NUMBER).on(Channel.PROVISIONING));
    static final StateChange ALLOCATION = (StateChange) outcome(AVAILABLE, ALLOCATE);
    static final NumberEntry RESERVED = NumberEntry.after(ALLOCATION);
    static final NumberEntry ACTIVE = after(RESERVED, request(Action.ACTIVATE));
    static final Outcome REFUSAL = outcome(ACTIVE, ALLOCATE);

    private Samples() {}

    private static Envelope request(Action action) {
        return switch (action) {
            case ALLOCATE -> Requests.allocate(NUMBER, Requests.ACORN).on(Channel.ACTIONS);
            case ASSIGN_USER -> Requests.assign(NUMBER, "user-1").on(Channel.ACTIONS);
            default -> Requests.of(action, NUMBER).on(Channel.ACTIONS);
        };
    }

    private static NumberEntry after(NumberEntry entry, Envelope request) {
        return NumberEntry.after((StateChange) outcome(entry, request));
    }

    private static Outcome outcome(NumberEntry entry, Envelope request) {
        return (Outcome) RULES.decide(entry, request, Limits.NONE, NOW).verdict();
    }
}
