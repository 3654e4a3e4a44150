package io.ringfence.support.property;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequestBuilder;
import io.ringfence.domain.Channel;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOrderBuilder;
import io.ringfence.support.model.ModelNumbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.requests.SentOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Writes the requests and orders that steps ask for. */
public final class Sender {
    /** The provider's actions end a number's life, the operator's make up what there is between. */
    private static final int BIAS = 3;

    private final World world;
    private final ModelNumbers numbers;
    private final List<Envelope> requests = new ArrayList<>();
    private final List<SentOrder> orders = new ArrayList<>();

    public Sender(World world, ModelNumbers numbers) {
        this.world = world;
        this.numbers = numbers;
    }

    /** What makes the world: half of its numbers at each site. */
    List<Envelope> estate() {
        return IntStream.range(0, World.NUMBERS)
                .mapToObj(index -> request(Action.PROVISION, index, index, null, Step.Twist.NONE))
                .toList();
    }

    Envelope write(Step.Ask step, LocalDate today) {
        return sent(request(step.action(), step.number(), step.party(), today.plusDays(step.days()), step.twist()));
    }

    Envelope write(Step.AskPossible step, LocalDate today) {
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
    Optional<Envelope> write(Step.AskTooMuch step, LocalDate today) {
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

    List<Envelope> restore(LocalDate today) {
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

    Optional<Envelope> write(Step.AskAgain step) {
        return back(requests, step.back());
    }

    Optional<Envelope> write(Step.ReuseId step, LocalDate today) {
        return back(requests, step.back()).map(earlier -> {
            int index = world.numbers().indexOf(earlier.key());
            Envelope other = request(step.action(), index, index, today, Step.Twist.NO_SENDER);
            return sent(
                    other.request().withRequestId(earlier.request().requestId()).on(other.channel()));
        });
    }

    Optional<Envelope> write(Step.SendWhereItBelongs step) {
        List<Envelope> misdirected = requests.stream()
                .filter(request ->
                        request.channel() != request.request().action().channel())
                .toList();
        return back(misdirected, step.back()).map(earlier -> sent(Requests.onItsTopic(earlier.request())));
    }

    /**
     * A plain request.
     *
     * @param party null where the action is for none
     */
    public Envelope write(Action action, String phoneNumber, Party party, LocalDate today) {
        int index = world.numbers().indexOf(phoneNumber);
        return sent(ActionRequestBuilder.builder()
                .requestId(world.nextId())
                .phoneNumber(phoneNumber)
                .siteId(site(phoneNumber, index, false))
                .action(action)
                .requestedBy("somebody")
                .allocateTo(party)
                .userId("user")
                .reason("why")
                .coolingOffDate(action == Action.PROVISION ? null : today.plusDays(1))
                .details(action == Action.PROVISION ? World.details(index) : null)
                .build()
                .on(action.channel()));
    }

    public SentOrder write(Step.Order step, LocalDate today) {
        String site = step.twist() == Step.OrderTwist.UNKNOWN_SITE ? world.unknownSite() : world.site(step.site());
        LocalDate date = step.days() > 3 ? null : today.plusDays(step.days());
        return sent(
                step.twist() == Step.OrderTwist.OTHER_KEY ? world.site(step.site() + 1) : site,
                order(site)
                        .type(step.type())
                        .party(step.twist() == Step.OrderTwist.NO_PARTY ? null : World.party(step.party()))
                        .quantity(step.twist() == Step.OrderTwist.QUANTITY_OUT_OF_BOUNDS ? 1001 : step.quantity())
                        .withMainNumber(step.withMainNumber())
                        .activate(step.activate())
                        .coolingOffDate(step.twist() == Step.OrderTwist.DATE_PASSED ? today.minusDays(1) : date));
    }

    EntitlementChange write(Step.Entitle step) {
        OptionalInt services = step.voiceServices() < 0 ? OptionalInt.empty() : OptionalInt.of(step.voiceServices());
        return new EntitlementChange(world.site(step.site()), World.party(step.party()), services);
    }

    /** Every other time numbers that the party could have. */
    SentOrder write(Step.OrderChosen step) {
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
        return sent(
                site,
                order(site)
                        .type(OrderType.ADD)
                        .party(party)
                        .activate(step.activate())
                        .phoneNumbers(chosen)
                        .mainNumber(step.mainNumber() < chosen.size() ? chosen.get(step.mainNumber()) : null));
    }

    private VoiceServiceOrderBuilder order(String site) {
        return VoiceServiceOrderBuilder.builder()
                .orderId(world.nextId())
                .siteId(site)
                .requestedBy("order " + orders.size());
    }

    private SentOrder sent(String key, VoiceServiceOrderBuilder order) {
        SentOrder sent = new SentOrder(key, order.build());
        orders.add(sent);
        return sent;
    }

    private static boolean isToBeHad(PhoneNumber number, Party party) {
        return (number.status() == Status.AVAILABLE && !number.locked())
                || (number.status() == Status.RESERVED && number.allocatedTo().isSameAs(party));
    }

    public boolean wantsMainNumber(String orderedBy) {
        return orders.stream()
                .map(SentOrder::order)
                .anyMatch(order -> (order.withMainNumber() || order.mainNumber() != null)
                        && order.requestedBy().equals(orderedBy));
    }

    Optional<SentOrder> write(Step.OrderAgain step) {
        return back(orders, step.back());
    }

    Optional<SentOrder> write(Step.ReuseOrderId step) {
        return back(orders, step.back())
                .map(earlier -> sent(
                        earlier.key(),
                        order(earlier.order().siteId())
                                .orderId(earlier.order().orderId())
                                .type(OrderType.ADD)
                                .party(World.party(step.quantity()))
                                .quantity(step.quantity())
                                .activate(true)
                                .requestedBy("order again")));
    }

    private Envelope request(Action action, int index, int party, LocalDate date, Step.Twist twist) {
        String number = world.number(index);
        Channel other = action.channel() == Channel.ACTIONS ? Channel.PROVISIONING : Channel.ACTIONS;
        boolean complete = twist != Step.Twist.FIELD_MISSING;
        return ActionRequestBuilder.builder()
                .requestId(world.nextId())
                .phoneNumber(number)
                .siteId(site(number, party, twist == Step.Twist.OTHER_SITE))
                .action(action)
                .requestedBy(twist == Step.Twist.NO_SENDER ? " " : "somebody")
                .allocateTo(complete && action == Action.ALLOCATE ? World.party(party) : null)
                .userId(complete ? "user" : null)
                .reason(complete ? "why" : null)
                .coolingOffDate(complete && (action != Action.PROVISION || party == 0) ? date : null)
                .details(complete && action == Action.PROVISION ? World.details(index) : null)
                .expectedVersion(
                        switch (twist) {
                            case VERSION_AS_IT_IS -> numbers.version(number);
                            case STALE_VERSION -> numbers.version(number) - 1;
                            default -> null;
                        })
                .build()
                .on(twist == Step.Twist.OTHER_TOPIC ? other : action.channel());
    }

    /** Where the number is; while it is nowhere, any site will do. */
    private String site(String number, int anywhere, boolean other) {
        PhoneNumber known = numbers.number(number);
        String site = known == null ? world.site(anywhere) : known.siteId();
        return other ? world.sites().get(1 - world.sites().indexOf(site)) : site;
    }

    private Envelope sent(Envelope request) {
        requests.add(request);
        return request;
    }

    private static <T> Optional<T> back(List<T> sent, int count) {
        return count < sent.size() ? Optional.of(sent.get(sent.size() - 1 - count)) : Optional.empty();
    }
}
