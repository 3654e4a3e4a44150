package io.ringfence.support.model;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequestBuilder;
import io.ringfence.domain.Answer;
import io.ringfence.domain.Channel;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Objection;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.model.ModelSites.PartyAtSite;
import io.ringfence.support.requests.SentOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** What all comes to where every input is done with before the next: nothing is ever on its way. */
public final class ModelWhole {
    private final ModelNumbers numbers = new ModelNumbers(Set.of());
    private final ModelSites sites = new ModelSites();
    private final Map<String, List<SentOrder>> orders = new HashMap<>();

    /**
     * What an input leads to.
     *
     * @param events without claims: they are answered by then
     * @param outcome null where there is none; its message is all that must be in the real one
     */
    public record Result(List<NumberEvent> events, VoiceServiceOutcome outcome) {}

    public ModelNumbers numbers() {
        return numbers;
    }

    public List<NumberEvent> ask(Envelope request, Instant now) {
        List<NumberEvent> events = new ArrayList<>();
        for (NumberEvent event : numbers.ask(request, now)) {
            if (event instanceof PendingChange claim) {
                Objection objection = sites.objection(request.request().siteId(), claim);
                events.addAll(numbers.settle(
                        new Answer(
                                claim.number().changeInProgress().requestId(),
                                claim.phoneNumber(),
                                claim.question(),
                                Optional.ofNullable(objection)),
                        now));
            } else {
                events.add(event);
            }
        }
        events.forEach(this::tell);
        return events;
    }

    public StateChange tick(String phoneNumber, Instant now) {
        StateChange change = numbers.tick(phoneNumber, now);
        if (change != null) {
            tell(change);
        }
        return change;
    }

    private void tell(NumberEvent event) {
        if (event instanceof StateChange change) {
            sites.follow(change.siteId(), change);
        }
    }

    public Result order(SentOrder sent, Instant now) {
        VoiceServiceOrder order = sent.order();
        List<SentOrder> earlier = orders.computeIfAbsent(sent.key() + "/" + order.orderId(), id -> new ArrayList<>());
        if (earlier.contains(sent)) {
            return new Result(List.of(), null);
        }
        earlier.add(sent);
        if (earlier.size() > 1) {
            return new Result(List.of(), refused(order, OrderRejectionCode.REQUEST_ID_REUSED, "", now));
        }
        if (isInvalid(sent.key(), order, now)) {
            return new Result(List.of(), refused(order, OrderRejectionCode.INVALID_REQUEST, "", now));
        }
        if (!sites.isKnown(order.siteId())) {
            return new Result(List.of(), refused(order, OrderRejectionCode.UNKNOWN_SITE, "", now));
        }
        List<PhoneNumber> held = sites.heldBy(PartyAtSite.of(order.siteId(), order.party()));
        boolean inService = held.stream()
                .anyMatch(number -> number.status() == Status.ACTIVE || number.status() == Status.ASSIGNED);
        boolean notNeeded = order.type() == OrderType.ADD ? inService : held.isEmpty();
        if (notNeeded) {
            return new Result(List.of(), outcome(order, OrderResult.NOT_NEEDED, null, "", List.of(), null, now));
        }
        if (order.type() == OrderType.CEASE) {
            return cease(order, held, now);
        }
        OptionalInt left = sites.left(PartyAtSite.of(order.siteId(), order.party()));
        if (order.activate() && left.isPresent() && total(order) > left.getAsInt()) {
            return new Result(List.of(), refused(order, OrderRejectionCode.NO_VOICE_SERVICE, "", now));
        }
        return order.phoneNumbers().isEmpty() ? add(order, held, now) : addChosen(order, held, now);
    }

    private Result add(VoiceServiceOrder order, List<PhoneNumber> reserved, Instant now) {
        List<PhoneNumber> ofUse = reserved.stream()
                .filter(number -> number.details().kind() == NumberKind.DIRECT)
                .toList();
        List<PhoneNumber> free = sites.at(order.siteId()).stream()
                .filter(number -> isFree(number, now) && number.details().kind() == NumberKind.DIRECT)
                .toList();
        int wanted = order.quantity() + (order.withMainNumber() ? 1 : 0);
        List<PhoneNumber> taken = new ArrayList<>();
        if (order.withMainNumber()) {
            ofUse.stream().filter(PhoneNumber::mainNumber).forEach(taken::add);
        }
        ofUse.stream()
                .filter(number -> !taken.contains(number))
                .limit(wanted - taken.size())
                .forEach(taken::add);
        if (order.withMainNumber() && taken.size() < wanted && taken.stream().noneMatch(PhoneNumber::mainNumber)) {
            free.stream().filter(PhoneNumber::mainNumber).limit(1).forEach(taken::add);
        }
        free.stream()
                .filter(number -> !number.mainNumber())
                .limit(wanted - taken.size())
                .forEach(taken::add);
        if (taken.size() < wanted) {
            String howMany = "there were " + taken.size();
            return new Result(List.of(), refused(order, OrderRejectionCode.INSUFFICIENT_NUMBERS, howMany, now));
        }
        taken.sort(Comparator.comparing(PhoneNumber::phoneNumber));
        String nominee = order.withMainNumber() && taken.stream().noneMatch(PhoneNumber::mainNumber)
                ? taken.get(0).phoneNumber()
                : null;
        return give(order, taken, nominee, now);
    }

    private Result addChosen(VoiceServiceOrder order, List<PhoneNumber> reserved, Instant now) {
        PartyAtSite party = PartyAtSite.of(order.siteId(), order.party());
        String mainNumber = order.mainNumber() == null ? sites.mainNumberOf(party) : order.mainNumber();
        List<PhoneNumber> taken = new ArrayList<>();
        for (String chosen : order.phoneNumbers().stream().sorted().toList()) {
            PhoneNumber number = sites.number(order.siteId(), chosen);
            boolean toBeHad = number != null && (isFree(number, now) || reserved.contains(number));
            boolean anotherMainNumber =
                    toBeHad && number.mainNumber() && mainNumber != null && !mainNumber.equals(chosen);
            boolean cannotBeMainNumber = toBeHad
                    && chosen.equals(order.mainNumber())
                    && !number.mainNumber()
                    && (number.details().kind() != NumberKind.DIRECT || sites.mainNumberOf(party) != null);
            boolean anotherHasIt = toBeHad
                    && chosen.equals(order.mainNumber())
                    && sites.mainNumberOf(party) != null
                    && !chosen.equals(sites.mainNumberOf(party));
            if (!toBeHad || anotherMainNumber || cannotBeMainNumber || anotherHasIt) {
                return new Result(List.of(), refused(order, OrderRejectionCode.NUMBER_NOT_AVAILABLE, chosen, now));
            }
            mainNumber = mainNumber == null && number.mainNumber() ? chosen : mainNumber;
            taken.add(number);
        }
        boolean nominated = taken.stream()
                .anyMatch(number -> number.mainNumber() && number.phoneNumber().equals(order.mainNumber()));
        return give(order, taken, nominated ? null : order.mainNumber(), now);
    }

    private static int total(VoiceServiceOrder order) {
        return order.phoneNumbers().isEmpty()
                ? order.quantity() + (order.withMainNumber() ? 1 : 0)
                : order.phoneNumbers().size();
    }

    /** What a party is entitled to, known to all at once. */
    public void entitle(EntitlementChange change) {
        PartyAtSite party = PartyAtSite.of(change.siteId(), change.party());
        if (sites.follow(change)) {
            numbers.limit(party);
            sites.acknowledged(party);
        }
    }

    private boolean isFree(PhoneNumber number, Instant now) {
        return (number.status() == Status.AVAILABLE || numbers.isDue(number.phoneNumber(), now)) && !number.locked();
    }

    /**
     * Gives the party what can be had.
     *
     * @param nominee to be made its main number; null for none
     */
    private Result give(VoiceServiceOrder order, List<PhoneNumber> taken, String nominee, Instant now) {
        List<NumberEvent> events = new ArrayList<>();
        taken.stream()
                .filter(number -> number.status() != Status.RESERVED)
                .forEach(
                        number -> events.addAll(ask(request(order, Action.ALLOCATE, number.phoneNumber(), null), now)));
        if (nominee != null) {
            events.addAll(ask(request(order, Action.NOMINATE_MAIN_NUMBER, nominee, null), now));
        }
        if (order.activate()) {
            taken.forEach(
                    number -> events.addAll(ask(request(order, Action.ACTIVATE, number.phoneNumber(), null), now)));
        }
        String main = taken.stream()
                .filter(PhoneNumber::mainNumber)
                .map(PhoneNumber::phoneNumber)
                .findFirst()
                .orElse(nominee);
        List<String> all = taken.stream().map(PhoneNumber::phoneNumber).toList();
        return new Result(events, outcome(order, OrderResult.FULFILLED, null, "", all, main, now));
    }

    private Result cease(VoiceServiceOrder order, List<PhoneNumber> held, Instant now) {
        LocalDate until = order.coolingOffDate() == null ? ModelTable.today(now).plusDays(30) : order.coolingOffDate();
        List<String> all = held.stream().map(PhoneNumber::phoneNumber).toList();
        String main = held.stream()
                .filter(PhoneNumber::mainNumber)
                .map(PhoneNumber::phoneNumber)
                .findFirst()
                .orElse(null);
        List<NumberEvent> events = all.stream()
                .flatMap(number -> ask(request(order, Action.START_COOLING_OFF, number, until), now).stream())
                .toList();
        return new Result(events, outcome(order, OrderResult.FULFILLED, null, "", all, main, now));
    }

    private static boolean isInvalid(String key, VoiceServiceOrder order, Instant now) {
        boolean add = order.type() == OrderType.ADD;
        LocalDate date = order.coolingOffDate();
        return !key.equals(order.siteId())
                || order.party() == null
                || (add && order.phoneNumbers().isEmpty() && (order.quantity() < 1 || order.quantity() > 1_000))
                || (!add && date != null && date.isBefore(ModelTable.today(now)));
    }

    private static Envelope request(VoiceServiceOrder order, Action action, String number, LocalDate until) {
        return ActionRequestBuilder.builder()
                .requestId(UUID.randomUUID())
                .phoneNumber(number)
                .siteId(order.siteId())
                .action(action)
                .requestedBy(order.requestedBy())
                .allocateTo(action == Action.ALLOCATE ? order.party() : null)
                .coolingOffDate(until)
                .build()
                .on(Channel.ORDERS);
    }

    private static VoiceServiceOutcome refused(
            VoiceServiceOrder order, OrderRejectionCode code, String message, Instant now) {
        return outcome(order, OrderResult.REJECTED, code, message, List.of(), null, now);
    }

    private static VoiceServiceOutcome outcome(
            VoiceServiceOrder order,
            OrderResult result,
            OrderRejectionCode code,
            String message,
            List<String> phoneNumbers,
            String mainNumber,
            Instant now) {
        return new VoiceServiceOutcome(
                order.orderId(),
                order.siteId(),
                order.type(),
                order.party(),
                result,
                code,
                message,
                phoneNumbers,
                mainNumber,
                now);
    }
}
