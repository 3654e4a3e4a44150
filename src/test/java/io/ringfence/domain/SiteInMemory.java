package io.ringfence.domain;

import static io.ringfence.domain.Fixture.NOW;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A site, the owners of its numbers, and one order: what the order asks for is decided when the test says so, claims are
 * answered at once or when it says so.
 */
final class SiteInMemory implements SiteView {
    private static final int FAR_TOO_MANY = 100_000;

    private final Rules rules;
    private final VoiceServices voiceServices;
    private final NavigableMap<String, NumberEntry> owners = new TreeMap<>();
    private final NavigableMap<String, Pick> picks = new TreeMap<>();
    private final Map<String, String> mainNumbers = new HashMap<>();
    private final Set<String> pickedByOthers = new HashSet<>();
    private final Set<String> failing = new HashSet<>();
    private final Deque<ActionRequest> asked = new ArrayDeque<>();
    private final Deque<PendingChange> claims = new ArrayDeque<>();
    private final List<StateChange> changes = new ArrayList<>();
    private Instant siteTime = NOW;
    private boolean holdsClaims;
    private OptionalInt entitled = OptionalInt.empty();
    private boolean hasMore;
    private OrderProgress progress;
    private VoiceServiceOutcome outcome;
    private int mostAskedInAStep;

    SiteInMemory() {
        this(0);
    }

    SiteInMemory(int daysAfterDeallocation) {
        this(daysAfterDeallocation, Set.of());
    }

    /** With a voice platform. */
    SiteInMemory(Set<Action> fulfilled) {
        this(0, fulfilled);
    }

    private SiteInMemory(int daysAfterDeallocation, Set<Action> fulfilled) {
        rules = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, daysAfterDeallocation, 30), fulfilled);
        voiceServices = new VoiceServices(rules);
    }

    void add(PhoneNumber number) {
        owners.put(number.phoneNumber(), NumberEntry.idle(number.version(), number));
        number.mainNumberOf().ifPresent(party -> mainNumbers.put(key(party), number.phoneNumber()));
    }

    void pickedByAnother(String phoneNumber) {
        pickedByOthers.add(phoneNumber);
    }

    /** From now on the site hears of everything a day after it was decided. */
    void hearADayLater() {
        siteTime = NOW.plus(Duration.ofDays(1));
    }

    /** The voice platform cannot carry it out. */
    void fail(Action action, String phoneNumber) {
        failing.add(phoneNumber + " " + action);
    }

    /** Requests of the order that are on their way. */
    int awaited() {
        return progress.awaited();
    }

    void entitle(int voiceServices) {
        entitled = OptionalInt.of(voiceServices);
    }

    void holdClaims() {
        holdsClaims = true;
    }

    void order(VoiceServiceOrder order) {
        take(voiceServices.begin(order, this, siteTime));
    }

    /** Somebody asks for a change, and it is decided. */
    void ask(Action action, String phoneNumber, Party party) {
        decide(ActionRequestBuilder.builder()
                .requestId(UUID.randomUUID())
                .phoneNumber(phoneNumber)
                .siteId(Fixture.SITE)
                .action(action)
                .requestedBy("somebody")
                .allocateTo(party)
                .userId("user")
                .coolingOffDate(action == Action.START_COOLING_OFF ? Fixture.NEXT_WEEK : null)
                .build()
                .on(action.channel()));
    }

    /** Decides what the order has asked for, one request after another, until it asks for what is to wait. */
    void decideUntil(Action action) {
        while (isGoingOn() && (asked.isEmpty() || asked.peek().action() != action)) {
            goOn();
        }
    }

    void decideNext() {
        decide(asked.remove().on(Channel.ORDERS));
    }

    /** Decides what the order has asked for until it asks for a change of the number. */
    void decideUntilAskedFor(String phoneNumber) {
        while (isGoingOn() && (asked.isEmpty() || !asked.peek().phoneNumber().equals(phoneNumber))) {
            goOn();
        }
    }

    /** Decides all that the order asks for. */
    void decideAll() {
        while (isGoingOn()) {
            goOn();
        }
    }

    void answerClaims() {
        holdsClaims = false;
        while (!claims.isEmpty()) {
            answer(claims.remove());
        }
    }

    private boolean isGoingOn() {
        if (changes.size() > FAR_TOO_MANY) {
            throw new AssertionError("Goes on for ever: " + progress);
        }
        return hasMore || !asked.isEmpty();
    }

    private void goOn() {
        if (hasMore) {
            take(voiceServices.goOn(progress, this, siteTime));
        } else {
            decide(asked.remove().on(Channel.ORDERS));
        }
    }

    private void take(OrderStep step) {
        step.picks()
                .forEach((number, pick) ->
                        pick.ifPresentOrElse(now -> picks.put(number, now), () -> picks.remove(number)));
        asked.addAll(step.requests());
        mostAskedInAStep = Math.max(mostAskedInAStep, step.requests().size());
        step.outcome().ifPresent(end -> outcome = end);
        progress = step.progress().orElse(null);
        hasMore = step.hasMore();
    }

    private void decide(Envelope request) {
        NumberEntry entry = owners.get(request.key());
        Verdict verdict = rules.decide(entry, request, Limits.NONE, NOW).verdict();
        take(verdict, entry, request);
    }

    private void take(Verdict verdict, NumberEntry entry, Envelope request) {
        if (verdict instanceof PendingChange change) {
            owners.put(request.key(), entry.during(change, request));
            if (change.question() == Question.MAIN_NUMBER) {
                mainNumbers.putIfAbsent(key(change.party()), change.phoneNumber());
            }
            tell(change);
            claims.add(change);
            if (!holdsClaims) {
                answerClaims();
            }
        } else {
            settled((Outcome) verdict, request);
        }
    }

    private void answer(PendingChange change) {
        NumberEntry entry = owners.get(change.phoneNumber());
        Verdict settled = rules.settle(entry, objection(change), Limits.NONE, NOW);
        NumberEntry before = entry.withoutPending();
        if (settled instanceof Rejection) {
            owners.put(change.phoneNumber(), before);
        }
        take(settled, before, entry.pending());
    }

    private Optional<Objection> objection(PendingChange change) {
        if (change.question() != Question.FULFILMENT) {
            return party(change.party()).objection(change.question(), change.phoneNumber());
        }
        Action action = change.number().changeInProgress().action();
        return failing.contains(change.phoneNumber() + " " + action)
                ? Optional.of(new Objection.NotFulfilled("Line fault."))
                : Optional.empty();
    }

    private void settled(Outcome settled, Envelope request) {
        if (settled instanceof StateChange change) {
            owners.put(change.phoneNumber(), NumberEntry.after(change));
            mainNumbers.values().removeIf(change.phoneNumber()::equals);
            Optional.ofNullable(change.after())
                    .flatMap(PhoneNumber::mainNumberOf)
                    .ifPresent(party -> mainNumbers.put(key(party), change.phoneNumber()));
            changes.add(change);
            tell(change);
        } else if (request.channel() == Channel.ORDERS) {
            tell((Rejection) settled);
        }
    }

    private void tell(NumberEvent event) {
        Pick pick = picks.get(event.phoneNumber());
        if (progress != null && pick != null && !pick.isDone()) {
            take(voiceServices.proceed(progress, event, this, siteTime));
        }
    }

    VoiceServiceOutcome outcome() {
        return outcome;
    }

    List<StateChange> changes() {
        return changes;
    }

    List<ActionRequest> asked() {
        return List.copyOf(asked);
    }

    int mostAskedInAStep() {
        return mostAskedInAStep;
    }

    boolean hasNothingLeft() {
        return picks.isEmpty() && progress == null && asked.isEmpty();
    }

    @Override
    public Optional<PhoneNumber> number(String phoneNumber) {
        return Optional.ofNullable(owners.get(phoneNumber)).map(NumberEntry::number);
    }

    @Override
    public Stream<PhoneNumber> heldBy(Party party, String phoneNumber) {
        return owners.tailMap(phoneNumber, false).values().stream()
                .map(NumberEntry::number)
                .filter(Objects::nonNull)
                .filter(number -> isOf(number, party));
    }

    private static boolean isOf(PhoneNumber number, Party party) {
        return number.allocatedTo() != null && number.allocatedTo().isSameAs(party);
    }

    @Override
    public boolean hasInService(Party party) {
        return heldBy(party, "").anyMatch(PhoneNumber::isInService);
    }

    @Override
    public Stream<PhoneNumber> free(boolean nominated) {
        return owners.values().stream()
                .map(NumberEntry::number)
                .filter(Objects::nonNull)
                .filter(number -> number.isFree() && number.mainNumber() == nominated)
                .filter(number -> !picks.containsKey(number.phoneNumber()) && !isPicked(number.phoneNumber()));
    }

    @Override
    public PartyAtSite party(Party party) {
        return new PartyAtSite(mainNumberOf(party), entitled, 0);
    }

    @Override
    public Optional<String> mainNumberOf(Party party) {
        return Optional.ofNullable(mainNumbers.get(key(party)));
    }

    @Override
    public boolean isPicked(String phoneNumber) {
        return pickedByOthers.contains(phoneNumber);
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
                        .sorted(Comparator.comparing(Pick::phoneNumber))
                        .limit(limit)
                        .toList();
            }
        };
    }

    private static String key(Party party) {
        return party.type() + " " + party.id();
    }
}
