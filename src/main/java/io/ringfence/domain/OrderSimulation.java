package io.ringfence.domain;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An order carried out on a copy of its site, by the rules that carry it out on the site itself: what it would come to if
 * nothing else happened meanwhile. To be used once.
 */
public final class OrderSimulation {
    private final Rules rules;
    private final VoiceServices voiceServices;
    private final Copy site;
    private final Instant now;
    private final Deque<ActionRequest> asked = new ArrayDeque<>();
    private OrderProgress progress;
    private VoiceServiceOutcome outcome;

    /**
     * @param numbers of the site, by phone number: all that the party has, those that the order names, and of those that
     *     are free, lowest first, as many as it may take. What is in progress is taken to come to nothing
     * @param picked those that other orders have picked
     * @param parties what the site knows of a party
     */
    public OrderSimulation(
            Rules rules,
            Map<String, PhoneNumber> numbers,
            Set<String> picked,
            Function<Party, PartyAtSite> parties,
            Instant now) {
        this.rules = rules;
        this.voiceServices = new VoiceServices(rules);
        this.site = new Copy(numbers, picked, parties);
        this.now = now;
    }

    /** What comes of an order that {@link VoiceServices#refusal} has nothing against. */
    public VoiceServiceOutcome of(VoiceServiceOrder order) {
        take(voiceServices.begin(order, site, now));
        while (outcome == null) {
            if (asked.isEmpty()) {
                take(voiceServices.goOn(progress, site, now));
            } else {
                decide(asked.remove());
            }
        }
        return outcome;
    }

    private void take(OrderStep step) {
        step.picks()
                .forEach((number, pick) ->
                        pick.ifPresentOrElse(as -> site.picks.put(number, as), () -> site.picks.remove(number)));
        asked.addAll(step.requests());
        step.outcome().ifPresent(end -> outcome = end);
        progress = step.progress().orElse(null);
        if (outcome == null && asked.isEmpty() && !step.hasMore()) {
            throw new IllegalStateException("Waits for what nobody was asked: " + progress);
        }
    }

    private void decide(ActionRequest request) {
        PhoneNumber number = site.numbers.get(request.phoneNumber());
        Envelope received = request.on(Channel.ORDERS);
        NumberEntry entry = NumberEntry.idle(number.version(), number);
        Verdict verdict = rules.decide(entry, received, Limits.NONE, now).verdict();
        Outcome decided = rules.foreseen(verdict, received, site::party, Limits.NONE, now);
        if (decided instanceof StateChange change) {
            site.follow(change);
        }
        take(voiceServices.proceed(progress, (NumberEvent) decided, site, now));
    }

    /** The site as the order leaves it. */
    private static final class Copy implements SiteView {
        private final NavigableMap<String, PhoneNumber> numbers = new TreeMap<>();
        private final Set<String> picked;
        private final Function<Party, PartyAtSite> parties;
        private final Map<String, Party> mainNumbers = new HashMap<>();
        private final NavigableMap<String, Pick> picks = new TreeMap<>();

        Copy(Map<String, PhoneNumber> numbers, Set<String> picked, Function<Party, PartyAtSite> parties) {
            numbers.forEach((phoneNumber, number) -> this.numbers.put(phoneNumber, number.withChangeInProgress(null)));
            this.picked = picked;
            this.parties = parties;
        }

        void follow(StateChange change) {
            PhoneNumber after = change.after();
            numbers.put(after.phoneNumber(), after);
            after.mainNumberOf()
                    .ifPresentOrElse(
                            party -> mainNumbers.put(after.phoneNumber(), party),
                            () -> mainNumbers.remove(after.phoneNumber()));
        }

        @Override
        public Optional<PhoneNumber> number(String phoneNumber) {
            return Optional.ofNullable(numbers.get(phoneNumber));
        }

        @Override
        public Stream<PhoneNumber> heldBy(Party party, String phoneNumber) {
            return numbers.tailMap(phoneNumber, false).values().stream()
                    .filter(number ->
                            number.allocatedTo() != null && number.allocatedTo().isSameAs(party));
        }

        @Override
        public boolean hasInService(Party party) {
            return heldBy(party, PhasePosition.START).anyMatch(PhoneNumber::isInService);
        }

        @Override
        public Stream<PhoneNumber> free(boolean nominated) {
            return numbers.values().stream()
                    .filter(number -> number.isFree() && number.mainNumber() == nominated)
                    .filter(number -> !picks.containsKey(number.phoneNumber()) && !isPicked(number.phoneNumber()));
        }

        /** Its main number is what the order has made one, else what was one before and still is, as far as is known here. */
        @Override
        public PartyAtSite party(Party party) {
            return parties.apply(party).withMainNumber(mainNumberOf(party));
        }

        @Override
        public Optional<String> mainNumberOf(Party party) {
            return mainNumbers.entrySet().stream()
                    .filter(made -> made.getValue().isSameAs(party))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .or(() -> parties.apply(party).mainNumber().filter(this::isStillOne));
        }

        private boolean isStillOne(String phoneNumber) {
            PhoneNumber number = numbers.get(phoneNumber);
            return number == null || number.mainNumber();
        }

        @Override
        public boolean isPicked(String phoneNumber) {
            return picked.contains(phoneNumber);
        }

        @Override
        public OrderPicks picksFor(Party party) {
            return new OrderPicks() {
                @Override
                public Optional<Pick> get(String phoneNumber) {
                    return Optional.ofNullable(picks.get(phoneNumber));
                }

                @Override
                public List<Pick> after(String phoneNumber, int limit) {
                    return picks.tailMap(phoneNumber, false).values().stream()
                            .limit(limit)
                            .toList();
                }
            };
        }
    }
}
