package io.ringfence.support.history;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Decision;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.Limits;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rules;
import io.ringfence.domain.StateChange;
import io.ringfence.support.requests.Requests;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Changes as the rules make them, of a few numbers at a few sites, by a clock that now and then goes back. */
public final class Chronicle {
    public static final List<String> NUMBERS =
            List.of("+44207946001", "+442079460010", "+442079460011", "+442079460012");
    public static final List<String> SITES = List.of("strand", "strand-2");

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration CHANGE_TAKES = Duration.ofMillis(2);

    /**
     * Something possible is done.
     *
     * @param choice which of what is possible
     * @param millis that have passed since the step before
     */
    public record Step(int number, int site, int choice, int millis) {
        public Step lasting(int otherMillis) {
            return new Step(number, site, choice, otherMillis);
        }
    }

    private final Rules rules = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), Set.of());
    private final Map<String, NumberEntry> entries = new HashMap<>();
    private final List<StateChange> changes = new ArrayList<>();
    private Instant now = START;

    private Chronicle() {}

    public static Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, NUMBERS.size() - 1),
                        Arbitraries.integers().between(0, SITES.size() - 1),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(-2, 4))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    public static List<StateChange> of(List<Step> steps) {
        Chronicle chronicle = new Chronicle();
        steps.forEach(chronicle::take);
        return chronicle.changes;
    }

    /** Each of some numbers is provisioned, and then locked and unlocked so often. */
    public static List<StateChange> locksAndUnlocks(int numbers, int rounds) {
        Chronicle chronicle = new Chronicle();
        for (String number : NUMBERS.subList(0, numbers)) {
            chronicle.take(Requests.provision(number).withSiteId(SITES.get(0)));
            for (int round = 0; round < rounds; round++) {
                Action action = round % 2 == 0 ? Action.LOCK : Action.UNLOCK;
                chronicle.now = chronicle.now.plus(CHANGE_TAKES);
                chronicle.take(Requests.of(action, number).withSiteId(SITES.get(0)));
            }
        }
        return chronicle.changes;
    }

    private void take(Step step) {
        now = now.plusMillis(step.millis());
        String number = NUMBERS.get(step.number());
        take(request(number, step).withSiteId(site(number).orElse(SITES.get(step.site()))));
    }

    private ActionRequest request(String number, Step step) {
        PhoneNumber current = entry(number).number();
        if (current == null) {
            return Requests.provision(number);
        }
        List<Action> possible = new ArrayList<>(rules.allowedActions(current, Channel.ACTIONS, now));
        possible.addAll(rules.allowedActions(current, Channel.PROVISIONING, now));
        Action action = possible.get(step.choice() % possible.size());
        return Requests.of(action, number)
                .withAllocateTo(Requests.ACORN)
                .withUserId("jo")
                .withCoolingOffDate(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1));
    }

    private void take(ActionRequest request) {
        NumberEntry entry = entry(request.phoneNumber());
        Envelope asked = Requests.onItsTopic(request);
        Decision decision = rules.decide(entry, asked, Limits.NONE, now);
        decision.coolingOffEnded().ifPresent(this::add);
        add((StateChange) rules.foreseen(decision.verdict(), asked, any -> PartyAtSite.UNHEARD_OF, Limits.NONE, now));
    }

    private void add(StateChange change) {
        changes.add(change);
        entries.put(change.phoneNumber(), NumberEntry.after(change));
    }

    private Optional<String> site(String number) {
        return Optional.ofNullable(entry(number).number()).map(PhoneNumber::siteId);
    }

    private NumberEntry entry(String number) {
        return entries.getOrDefault(number, NumberEntry.UNSEEN);
    }
}
