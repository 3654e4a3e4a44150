package io.ringfence.support.history;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Holds a history against the promises, and says what breaks them. Knows none of the rules that decided it. */
public final class HistoryCheck {
    /** A party at a site; its name may differ from one request to the next. */
    private record Tenancy(String siteId, Enum<?> type, String id) {
        static Tenancy of(String siteId, Party party) {
            return new Tenancy(siteId, party.type(), party.id());
        }
    }

    /** Ids that orders derive have a version of UUID that no sender of the tests uses. */
    static final int VERSION_OF_ORDERS = 3;

    /** More than a site ever learns late what has become of its numbers, once that is decided. */
    private static final Duration LATENESS = Duration.ofMinutes(1);

    private record TimedChange(Instant time, StateChange change) {}

    private final History history;
    private final List<String> faults = new ArrayList<>();

    private HistoryCheck(History history) {
        this.history = history;
    }

    /** What is wrong with it; empty when nothing is. */
    public static List<String> faults(History history) {
        HistoryCheck check = new HistoryCheck(history);
        check.oneOutcomeARequest();
        check.oneOutcomeAnOrder();
        check.unbrokenVersions();
        check.oneMainNumberAParty();
        check.ordersDidWhatTheySay();
        check.faults.addAll(FulfilmentCheck.faults(history));
        check.noMoreInServiceThanEntitled();
        return check.faults;
    }

    /** What is wrong with a listing, by number, of what the changes of the history leave behind. */
    public static List<String> faults(History history, Map<String, PhoneNumber> listing) {
        Map<String, PhoneNumber> expected = new TreeMap<>();
        changes(history).forEach(change -> {
            if (change.after() == null) {
                expected.remove(change.phoneNumber());
            } else {
                expected.put(change.phoneNumber(), change.after());
            }
        });
        return Stream.concat(expected.keySet().stream(), listing.keySet().stream())
                .distinct()
                .filter(number -> !Objects.equals(expected.get(number), listing.get(number)))
                .map(number ->
                        "%s is listed as %s but is %s".formatted(number, listing.get(number), expected.get(number)))
                .toList();
    }

    private void oneOutcomeARequest() {
        Set<UUID> asked = ids(history.requests(), ActionRequest::requestId);
        Map<UUID, List<Outcome>> answers = history.outcomes().stream()
                .filter(outcome -> Requests.idOf(outcome) != null)
                .filter(outcome -> !isRejectedAsReused(outcome))
                .collect(Collectors.groupingBy(Requests::idOf));
        asked.stream()
                .filter(id -> !answers.containsKey(id) && !history.unsure().contains(id))
                .forEach(id -> faults.add("request " + id + " has no outcome"));
        answers.forEach((id, outcomes) -> {
            if (outcomes.size() > 1) {
                faults.add("request " + id + " has " + outcomes.size() + " outcomes");
            }
            if (!asked.contains(id) && !isOfAnOrder(outcomes.get(0))) {
                faults.add("nobody asked for " + outcomes.get(0));
            }
        });
    }

    private static boolean isRejectedAsReused(Outcome outcome) {
        return outcome instanceof Rejection rejection && rejection.code() == RejectionCode.REQUEST_ID_REUSED;
    }

    private static boolean isOfAnOrder(Outcome outcome) {
        return outcome instanceof StateChange change && change.requestId().version() == VERSION_OF_ORDERS;
    }

    private void oneOutcomeAnOrder() {
        Set<UUID> ordered = ids(history.orders(), VoiceServiceOrder::orderId);
        Map<UUID, Long> answers = history.orderOutcomes().stream()
                .collect(Collectors.groupingBy(VoiceServiceOutcome::orderId, Collectors.counting()));
        Stream.concat(ordered.stream(), answers.keySet().stream())
                .distinct()
                .filter(id -> answers.getOrDefault(id, 0L) != 1 || !ordered.contains(id))
                .filter(id -> answers.containsKey(id) || !history.unsure().contains(id))
                .forEach(id -> faults.add("order " + id + " has " + answers.getOrDefault(id, 0L) + " outcomes"
                        + (ordered.contains(id) ? "" : " and nobody placed it")));
    }

    private void unbrokenVersions() {
        Map<String, StateChange> latest = new HashMap<>();
        changes(history).forEach(change -> {
            StateChange before = latest.put(change.phoneNumber(), change);
            long expected = before == null ? 1 : before.version() + 1;
            if (change.version() != expected) {
                faults.add("%s goes to version %d, not %d".formatted(change.phoneNumber(), change.version(), expected));
            }
            if (!Objects.equals(change.before(), before == null ? null : before.after())) {
                faults.add("%s changes at version %d from what it was not: %s"
                        .formatted(change.phoneNumber(), change.version(), change.before()));
            }
            if (Stream.of(change.before(), change.after())
                    .anyMatch(number -> number != null && number.changeInProgress() != null)) {
                faults.add("%s shows a change in progress at version %d"
                        .formatted(change.phoneNumber(), change.version()));
            }
        });
    }

    /**
     * At every prefix. Changes of two partitions have no order in the topics; they have one in time, in which what
     * gives a main number up goes before what takes one in the same millisecond.
     */
    private void oneMainNumberAParty() {
        Map<Tenancy, Set<String>> mainNumbers = new HashMap<>();
        inTime().map(TimedChange::change).forEach(change -> {
            mainNumberOf(change.before())
                    .ifPresent(party -> holders(mainNumbers, party).remove(change.phoneNumber()));
            mainNumberOf(change.after()).ifPresent(party -> {
                Set<String> holders = holders(mainNumbers, party);
                holders.add(change.phoneNumber());
                if (holders.size() > 1) {
                    faults.add(party + " has main numbers " + holders + " at " + change.changedAt());
                }
            });
        });
    }

    /** At every prefix, as for main numbers. */
    private void noMoreInServiceThanEntitled() {
        Map<Tenancy, Integer> entitled = history.entitlements().stream()
                .collect(Collectors.toMap(
                        entitlement -> Tenancy.of(entitlement.siteId(), entitlement.party()),
                        Entitlement::voiceServices));
        Map<Tenancy, Set<String>> inService = new HashMap<>();
        inTime().map(TimedChange::change).forEach(change -> {
            served(change.before()).ifPresent(party -> holders(inService, party).remove(change.phoneNumber()));
            served(change.after()).ifPresent(party -> {
                Set<String> served = holders(inService, party);
                boolean isMore = served.add(change.phoneNumber());
                if (isMore && served.size() > entitled.getOrDefault(party, Integer.MAX_VALUE)) {
                    faults.add("%s has %s in service at %s".formatted(party, served, change.changedAt()));
                }
            });
        });
    }

    private static Optional<Tenancy> served(PhoneNumber number) {
        return Optional.ofNullable(number)
                .filter(any -> any.status() == Status.ACTIVE || any.status() == Status.ASSIGNED)
                .map(any -> Tenancy.of(any.siteId(), any.allocatedTo()));
    }

    /**
     * No change goes before an earlier one of its number. Their times may: the time of a change is that of the record
     * which brought it about, and what has waited in one topic may be decided after what came later on another.
     */
    private Stream<TimedChange> inTime() {
        Map<String, Instant> latest = new HashMap<>();
        return changes(history)
                .map(change -> new TimedChange(
                        latest.merge(
                                change.phoneNumber(),
                                change.changedAt(),
                                (before, now) -> now.isAfter(before) ? now : before.plusNanos(1)),
                        change))
                .sorted(Comparator.comparing(TimedChange::time)
                        .thenComparing(timed -> takesMainNumber(timed.change()))
                        .thenComparing(timed -> timed.change().action() == Action.ACTIVATE));
    }

    private static boolean takesMainNumber(StateChange change) {
        return mainNumberOf(change.after()).isPresent();
    }

    private static Set<String> holders(Map<Tenancy, Set<String>> mainNumbers, Tenancy party) {
        return mainNumbers.computeIfAbsent(party, any -> new TreeSet<>());
    }

    private static Optional<Tenancy> mainNumberOf(PhoneNumber number) {
        return number == null
                ? Optional.empty()
                : number.mainNumberOf().map(party -> Tenancy.of(number.siteId(), party));
    }

    /** The numbers that a fulfilled order names are those that its party has got, or lost in its name. */
    private void ordersDidWhatTheySay() {
        Map<UUID, VoiceServiceOrder> orders = history.orders().stream()
                .collect(Collectors.toMap(VoiceServiceOrder::orderId, Function.identity(), (one, same) -> one));
        Map<String, List<StateChange>> changesByNumber =
                changes(history).collect(Collectors.groupingBy(StateChange::phoneNumber));
        for (VoiceServiceOutcome outcome : history.orderOutcomes()) {
            VoiceServiceOrder order = orders.get(outcome.orderId());
            if (order == null) {
                continue;
            }
            boolean fulfilled = outcome.result() == OrderResult.FULFILLED;
            if (fulfilled && order.type() == OrderType.ADD && !isWhatWasOrdered(order, outcome.phoneNumbers())) {
                faults.add(order + " gave " + outcome.phoneNumbers());
            }
            if (fulfilled == outcome.phoneNumbers().isEmpty()) {
                faults.add("order " + order.orderId() + " is " + outcome.result() + " with " + outcome.phoneNumbers());
            }
            for (String number : outcome.phoneNumbers()) {
                List<StateChange> changes = changesByNumber.getOrDefault(number, List.of());
                if (!hasDone(order, outcome, changes)) {
                    faults.add("%s names %s, which its party has neither got nor lost: %s"
                            .formatted(outcome, number, around(outcome, changes)));
                }
            }
        }
    }

    /** Enough to tell a loss that nobody heard of from one that came late. */
    private static List<StateChange> around(VoiceServiceOutcome outcome, List<StateChange> changes) {
        long before = changes.stream()
                .filter(change -> !change.changedAt().isAfter(outcome.completedAt()))
                .count();
        return changes.stream().skip(Math.max(0, before - 3)).limit(5).toList();
    }

    private static boolean isWhatWasOrdered(VoiceServiceOrder order, List<String> given) {
        return order.phoneNumbers().isEmpty()
                ? given.size() == order.quantity() + (order.withMainNumber() ? 1 : 0)
                : given.equals(order.phoneNumbers().stream().sorted().toList());
    }

    private boolean hasDone(VoiceServiceOrder order, VoiceServiceOutcome outcome, List<StateChange> changes) {
        return order.type() == OrderType.ADD
                ? isHeld(order.party(), outcome.completedAt(), changes)
                : changes.stream().anyMatch(change -> isCeased(order.party(), outcome.completedAt(), change));
    }

    /** By whomever: what another request gives the party meanwhile, the order does not have to give. */
    private boolean isHeld(Party party, Instant when, List<StateChange> changes) {
        return IntStream.range(0, changes.size())
                .filter(i -> isOf(party, changes.get(i).after()))
                .filter(i -> !changes.get(i).changedAt().isAfter(when))
                .anyMatch(i -> i + 1 == changes.size()
                        || history.written()
                                .get(changes.get(i + 1))
                                .plus(LATENESS)
                                .isAfter(when));
    }

    private static boolean isCeased(Party party, Instant when, StateChange change) {
        return change.action() == Action.START_COOLING_OFF
                && change.requestId() != null
                && isOfAnOrder(change)
                && isOf(party, change.before())
                && !change.changedAt().isAfter(when);
    }

    private static boolean isOf(Party party, PhoneNumber number) {
        return number != null && number.allocatedTo() != null && party.isSameAs(number.allocatedTo());
    }

    private static Stream<StateChange> changes(History history) {
        return history.outcomes().stream().filter(StateChange.class::isInstance).map(StateChange.class::cast);
    }

    private static <T> Set<UUID> ids(List<T> sent, Function<T, UUID> id) {
        return sent.stream().map(id).collect(Collectors.toCollection(HashSet::new));
    }
}
