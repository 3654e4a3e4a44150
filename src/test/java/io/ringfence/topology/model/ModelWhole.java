package io.ringfence.topology.model;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Kind;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.topology.model.ModelSites.PartyAtSite;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What all comes to where every input is done with before the next: nothing is ever on its way. */
public final class ModelWhole {
    private final ModelNumbers numbers = new ModelNumbers();
    private final ModelSites sites = new ModelSites();
    private final Map<String, List<VoiceServiceOrder>> orders = new HashMap<>();

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

    public List<NumberEvent> ask(ActionRequest request, Instant now) {
        List<NumberEvent> events = new ArrayList<>();
        for (NumberEvent event : numbers.ask(request, now)) {
            if (event instanceof MainNumberClaim claim) {
                String holder = sites.mainNumberOf(PartyAtSite.of(request.siteId(), claim.party()));
                events.addAll(numbers.settle(
                        claim.phoneNumber(), claim.number().changeInProgress().requestId(), holder, now));
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

    public Result order(VoiceServiceOrder order, Instant now) {
        List<VoiceServiceOrder> earlier =
                orders.computeIfAbsent(order.key() + "/" + order.orderId(), id -> new ArrayList<>());
        if (earlier.contains(order)) {
            return new Result(List.of(), null);
        }
        earlier.add(order);
        if (earlier.size() > 1) {
            return new Result(List.of(), refused(order, OrderRejectionCode.REQUEST_ID_REUSED, "", now));
        }
        if (isInvalid(order, now)) {
            return new Result(List.of(), refused(order, OrderRejectionCode.INVALID_REQUEST, "", now));
        }
        if (!sites.isKnown(order.siteId())) {
            return new Result(List.of(), refused(order, OrderRejectionCode.UNKNOWN_SITE, "", now));
        }
        List<PhoneNumber> held = sites.heldBy(PartyAtSite.of(order.siteId(), order.party()));
        boolean notNeeded = order.type() == OrderType.ADD ? !held.isEmpty() : held.isEmpty();
        if (notNeeded) {
            return new Result(List.of(), outcome(order, OrderResult.NOT_NEEDED, null, "", List.of(), null, now));
        }
        return order.type() == OrderType.ADD ? add(order, now) : cease(order, held, now);
    }

    private Result add(VoiceServiceOrder order, Instant now) {
        List<PhoneNumber> free = sites.at(order.siteId()).stream()
                .filter(number -> number.status() == Status.AVAILABLE || numbers.isDue(number.phoneNumber(), now))
                .filter(number -> !number.locked() && number.details().kind() == Kind.DIRECT)
                .toList();
        int wanted = order.quantity() + (order.withMainNumber() ? 1 : 0);
        List<String> taken = new ArrayList<>();
        if (order.withMainNumber()) {
            free.stream()
                    .filter(PhoneNumber::mainNumber)
                    .limit(1)
                    .map(PhoneNumber::phoneNumber)
                    .forEach(taken::add);
        }
        String nominated = taken.isEmpty() ? null : taken.get(0);
        free.stream()
                .filter(number -> !number.mainNumber())
                .limit(wanted - taken.size())
                .map(PhoneNumber::phoneNumber)
                .forEach(taken::add);
        if (taken.size() < wanted) {
            String howMany = "there were " + taken.size();
            return new Result(List.of(), refused(order, OrderRejectionCode.INSUFFICIENT_NUMBERS, howMany, now));
        }
        taken.sort(null);
        List<NumberEvent> events = new ArrayList<>();
        taken.forEach(number -> events.addAll(ask(request(order, Action.ALLOCATE, number, null), now)));
        if (order.withMainNumber() && nominated == null) {
            events.addAll(ask(request(order, Action.NOMINATE_MAIN_NUMBER, taken.get(0), null), now));
        }
        if (order.activate()) {
            taken.forEach(number -> events.addAll(ask(request(order, Action.ACTIVATE, number, null), now)));
        }
        String lowest = order.withMainNumber() ? taken.get(0) : null;
        return new Result(
                events,
                outcome(order, OrderResult.FULFILLED, null, "", taken, nominated == null ? lowest : nominated, now));
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

    private static boolean isInvalid(VoiceServiceOrder order, Instant now) {
        boolean add = order.type() == OrderType.ADD;
        LocalDate date = order.coolingOffDate();
        return !order.key().equals(order.siteId())
                || order.party() == null
                || (add && (order.quantity() < 1 || order.quantity() > 1_000))
                || (!add && date != null && date.isBefore(ModelTable.today(now)));
    }

    private static ActionRequest request(VoiceServiceOrder order, Action action, String number, LocalDate until) {
        return new ActionRequest(
                Channel.ORDERS,
                number,
                UUID.randomUUID(),
                number,
                order.siteId(),
                action,
                order.requestedBy(),
                action == Action.ALLOCATE ? order.party() : null,
                null,
                until,
                null,
                null);
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
