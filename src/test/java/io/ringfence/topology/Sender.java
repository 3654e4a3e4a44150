package io.ringfence.topology;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.topology.model.ModelNumbers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes the requests and orders that steps ask for. */
final class Sender {
    /** The provider's actions end a number's life, the operator's make up what there is between. */
    private static final int BIAS = 3;

    private final World world;
    private final ModelNumbers numbers;
    private final List<ActionRequest> requests = new ArrayList<>();
    private final List<VoiceServiceOrder> orders = new ArrayList<>();

    Sender(World world, ModelNumbers numbers) {
        this.world = world;
        this.numbers = numbers;
    }

    /** What makes the world: half of its numbers at each site. */
    List<ActionRequest> estate() {
        return IntStream.range(0, World.NUMBERS)
                .mapToObj(index -> request(Action.PROVISION, index, index, null, Step.Twist.NONE))
                .toList();
    }

    ActionRequest write(Step.Ask step, LocalDate today) {
        return sent(request(step.action(), step.number(), step.party(), today.plusDays(step.days()), step.twist()));
    }

    ActionRequest write(Step.AskPossible step, LocalDate today) {
        String number = farther(step);
        List<Action> possible = new ArrayList<>(numbers.possible(number, Channel.PROVISIONING));
        List<Action> ofOperators = numbers.possible(number, Channel.ACTIONS);
        Collections.nCopies(BIAS, ofOperators).forEach(possible::addAll);
        Action action = possible.isEmpty() ? Action.DEALLOCATE : possible.get(step.choice() / 2 % possible.size());
        LocalDate date = today.plusDays(Math.max(0, step.days()));
        return sent(request(action, world.numbers().indexOf(number), step.party(), date, Step.Twist.NONE));
    }

    /** Every other time a number in service, if there is one: few get there by chance. */
    private String farther(Step.AskPossible step) {
        List<String> inService = world.sites().stream()
                .flatMap(site -> numbers.at(site).stream())
                .filter(Sender::isInService)
                .map(PhoneNumber::phoneNumber)
                .toList();
        return inService.isEmpty() || step.choice() % 2 == 0
                ? world.number(step.number())
                : inService.get(step.number() % inService.size());
    }

    /** Only a number that has come far is refused some things: every other time one that a party holds. */
    Optional<ActionRequest> write(Step.AskTooMuch step, LocalDate today) {
        List<PhoneNumber> all = world.sites().stream()
                .flatMap(site -> numbers.at(site).stream())
                .filter(number -> tooMuch(number) != null)
                .toList();
        List<PhoneNumber> held =
                all.stream().filter(number -> number.allocatedTo() != null).toList();
        List<PhoneNumber> candidates = held.isEmpty() || step.choice() % 2 == 0 ? all : held;
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(candidates.get(step.choice() / 2 % candidates.size()))
                        .map(number -> write(tooMuch(number), number.phoneNumber(), World.party(step.choice()), today));
    }

    private boolean isPartysSecond(PhoneNumber number) {
        return number.allocatedTo() != null
                && !number.mainNumber()
                && numbers.at(number.siteId()).stream()
                        .flatMap(other -> other.mainNumberOf().stream())
                        .anyMatch(number.allocatedTo()::isSameAs);
    }

    private static boolean isInService(PhoneNumber number) {
        return number.status() == Status.ACTIVE || number.status() == Status.ASSIGNED;
    }

    private Action tooMuch(PhoneNumber number) {
        return switch (number.status()) {
            case UNKNOWN -> null;
            case COOLDOWN -> Action.ALLOCATE;
            case ASSIGNED -> Action.DEACTIVATE;
            case ACTIVE -> number.mainNumber() ? Action.ASSIGN_USER : null;
            case AVAILABLE, RESERVED -> {
                if (number.locked()) {
                    yield Action.LOCK;
                }
                boolean nominable =
                        number.details().kind() == NumberKind.DIRECT && !number.mainNumber() && !isPartysSecond(number);
                yield nominable ? null : Action.NOMINATE_MAIN_NUMBER;
            }
        };
    }

    List<ActionRequest> restore(LocalDate today) {
        return world.numbers().stream()
                .filter(number -> recovery(number) != null)
                .map(number -> write(recovery(number), number, null, today))
                .toList();
    }

    private Action recovery(String phoneNumber) {
        PhoneNumber number = numbers.number(phoneNumber);
        if (number == null) {
            return Action.PROVISION;
        }
        if (number.status() == Status.COOLDOWN) {
            return Action.END_COOLING_OFF;
        }
        return number.locked() ? Action.UNLOCK : null;
    }

    Optional<ActionRequest> write(Step.AskAgain step) {
        return back(requests, step.back());
    }

    Optional<ActionRequest> write(Step.ReuseId step, LocalDate today) {
        return back(requests, step.back()).map(earlier -> {
            int index = world.numbers().indexOf(earlier.phoneNumber());
            ActionRequest other = request(step.action(), index, index, today, Step.Twist.NO_SENDER);
            return sent(Requests.withId(earlier.requestId(), other));
        });
    }

    Optional<ActionRequest> write(Step.SendWhereItBelongs step) {
        List<ActionRequest> misdirected = requests.stream()
                .filter(request -> request.channel() != request.action().channel())
                .toList();
        return back(misdirected, step.back()).map(earlier -> sent(Requests.onItsTopic(earlier)));
    }

    /**
     * A plain request.
     *
     * @param party null where the action is for none
     */
    ActionRequest write(Action action, String phoneNumber, Party party, LocalDate today) {
        int index = world.numbers().indexOf(phoneNumber);
        return sent(new ActionRequest(
                action.channel(),
                phoneNumber,
                world.nextId(),
                phoneNumber,
                site(phoneNumber, index, false),
                action,
                "somebody",
                party,
                "user",
                action == Action.PROVISION ? null : today.plusDays(1),
                action == Action.PROVISION ? World.details(index) : null,
                null));
    }

    VoiceServiceOrder write(Step.Order step, LocalDate today) {
        String site = step.twist() == Step.OrderTwist.UNKNOWN_SITE ? world.unknownSite() : world.site(step.site());
        LocalDate date = step.days() > 3 ? null : today.plusDays(step.days());
        VoiceServiceOrder order = new VoiceServiceOrder(
                step.twist() == Step.OrderTwist.OTHER_KEY ? world.site(step.site() + 1) : site,
                world.nextId(),
                site,
                step.type(),
                step.twist() == Step.OrderTwist.NO_PARTY ? null : World.party(step.party()),
                step.twist() == Step.OrderTwist.QUANTITY_OUT_OF_BOUNDS ? 1001 : step.quantity(),
                step.withMainNumber(),
                step.activate(),
                step.twist() == Step.OrderTwist.DATE_PASSED ? today.minusDays(1) : date,
                List.of(),
                null,
                "order " + orders.size());
        orders.add(order);
        return order;
    }

    /** Every other time numbers that the party could have. */
    VoiceServiceOrder write(Step.OrderChosen step) {
        String site = world.site(step.site());
        Party party = World.party(step.party());
        List<String> candidates = new ArrayList<>(
                step.choice() % 2 == 0
                        ? world.numbers()
                        : numbers.at(site).stream()
                                .filter(number -> isToBeHad(number, party))
                                .map(PhoneNumber::phoneNumber)
                                .toList());
        Collections.rotate(candidates, step.choice() / 2);
        List<String> chosen = candidates.isEmpty()
                ? List.of(world.number(step.choice() % World.NUMBERS))
                : candidates.subList(0, Math.min(step.count(), candidates.size()));
        VoiceServiceOrder order = new VoiceServiceOrder(
                site,
                world.nextId(),
                site,
                OrderType.ADD,
                party,
                0,
                false,
                step.activate(),
                null,
                chosen,
                step.mainNumber() < chosen.size() ? chosen.get(step.mainNumber()) : null,
                "order " + orders.size());
        orders.add(order);
        return order;
    }

    private static boolean isToBeHad(PhoneNumber number, Party party) {
        return (number.status() == Status.AVAILABLE && !number.locked())
                || (number.status() == Status.RESERVED && number.allocatedTo().isSameAs(party));
    }

    boolean wantsMainNumber(String orderedBy) {
        return orders.stream()
                .anyMatch(order -> (order.withMainNumber() || order.mainNumber() != null)
                        && order.requestedBy().equals(orderedBy));
    }

    Optional<VoiceServiceOrder> write(Step.OrderAgain step) {
        return back(orders, step.back());
    }

    Optional<VoiceServiceOrder> write(Step.ReuseOrderId step) {
        Optional<VoiceServiceOrder> other = back(orders, step.back())
                .map(earlier -> new VoiceServiceOrder(
                        earlier.key(),
                        earlier.orderId(),
                        earlier.siteId(),
                        OrderType.ADD,
                        World.party(step.quantity()),
                        step.quantity(),
                        false,
                        true,
                        null,
                        List.of(),
                        null,
                        "order again"));
        other.ifPresent(orders::add);
        return other;
    }

    private ActionRequest request(Action action, int index, int party, LocalDate date, Step.Twist twist) {
        String number = world.number(index);
        Channel other = action.channel() == Channel.ACTIONS ? Channel.PROVISIONING : Channel.ACTIONS;
        boolean complete = twist != Step.Twist.FIELD_MISSING;
        return new ActionRequest(
                twist == Step.Twist.OTHER_TOPIC ? other : action.channel(),
                number,
                world.nextId(),
                number,
                site(number, party, twist == Step.Twist.OTHER_SITE),
                action,
                twist == Step.Twist.NO_SENDER ? " " : "somebody",
                complete && action == Action.ALLOCATE ? World.party(party) : null,
                complete ? "user" : null,
                complete && (action != Action.PROVISION || party == 0) ? date : null,
                complete && action == Action.PROVISION ? World.details(index) : null,
                switch (twist) {
                    case VERSION_AS_IT_IS -> numbers.version(number);
                    case STALE_VERSION -> numbers.version(number) - 1;
                    default -> null;
                });
    }

    /** Where the number is; while it is nowhere, any site will do. */
    private String site(String number, int anywhere, boolean other) {
        PhoneNumber known = numbers.number(number);
        String site = known == null ? world.site(anywhere) : known.siteId();
        return other ? world.sites().get(1 - world.sites().indexOf(site)) : site;
    }

    private ActionRequest sent(ActionRequest request) {
        requests.add(request);
        return request;
    }

    private static <T> Optional<T> back(List<T> sent, int count) {
        return count < sent.size() ? Optional.of(sent.get(sent.size() - 1 - count)) : Optional.empty();
    }
}
