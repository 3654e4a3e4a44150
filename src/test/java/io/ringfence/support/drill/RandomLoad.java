package io.ringfence.support.drill;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Requests and orders of a sender that knows nothing of the state, over few sites, parties and numbers, so that they
 * get in each other's way.
 */
public final class RandomLoad {
    private static final LocalDate FAR = LocalDate.now(ZoneOffset.UTC).plusDays(30);

    /** What leads somewhere comes more often than what leads away. */
    private static final List<Action> ACTIONS = weighted();

    /** Where and for whom: all senders of a test share it. */
    public record Estate(List<String> sites, List<Party> parties, List<String> numbers) {
        public static Estate of(int sites, int parties, int numbersOfASite) {
            return new Estate(
                    IntStream.range(0, sites)
                            .mapToObj(i -> "site-" + UUID.randomUUID())
                            .toList(),
                    IntStream.range(0, parties)
                            .mapToObj(i -> new Party(
                                    PartyType.OCCUPIER, UUID.randomUUID().toString(), "Party " + i))
                            .toList(),
                    IntStream.range(0, sites * numbersOfASite)
                            .mapToObj(i -> Numbers.next())
                            .toList());
        }

        public List<ActionRequest> provisioning() {
            return numbers.stream()
                    .map(number -> Requests.provision(number).withSiteId(site(number)))
                    .toList();
        }

        public String site(String number) {
            return sites.get(numbers.indexOf(number) % sites.size());
        }
    }

    private final Estate estate;
    private final Random random;

    public RandomLoad(Estate estate, long seed) {
        this.estate = estate;
        this.random = new Random(seed);
    }

    /** Some twice, a few at a version that has long passed. */
    public List<ActionRequest> requests(int count) {
        List<ActionRequest> requests = new ArrayList<>();
        while (requests.size() < count) {
            ActionRequest request = request();
            requests.add(random.nextInt(20) == 0 ? request.withExpectedVersion(1L) : request);
            if (random.nextInt(20) == 0) {
                requests.add(request(requests));
            }
        }
        return requests;
    }

    /** Some twice. */
    public List<VoiceServiceOrder> orders(int count) {
        List<VoiceServiceOrder> orders = new ArrayList<>();
        while (orders.size() < count) {
            orders.add(order());
            if (random.nextInt(10) == 0) {
                orders.add(orders.get(random.nextInt(orders.size())));
            }
        }
        return orders;
    }

    private ActionRequest request(List<ActionRequest> earlier) {
        return earlier.get(random.nextInt(earlier.size()));
    }

    private ActionRequest request() {
        String number = any(estate.numbers());
        return request(any(ACTIONS), number).withSiteId(estate.site(number));
    }

    private ActionRequest request(Action action, String number) {
        return switch (action) {
            case PROVISION -> Requests.provision(number);
            case ALLOCATE -> Requests.allocate(number, any(estate.parties()));
            case ASSIGN_USER -> Requests.assign(number, "user");
            case START_COOLING_OFF -> Requests.startCoolingOff(number, FAR);
            default -> Requests.of(action, number);
        };
    }

    private VoiceServiceOrder order() {
        Party party = any(estate.parties());
        VoiceServiceOrder order =
                switch (random.nextInt(5)) {
                    case 0 -> Orders.cease(party, FAR);
                    case 1 -> Orders.addReserved(party, 1 + random.nextInt(3), random.nextBoolean());
                    case 2 -> Orders.addWithMainNumber(party, 1 + random.nextInt(4));
                    case 3 -> chosen(party);
                    default -> Orders.add(party, 1 + random.nextInt(4));
                };
        return order.withSiteId(any(estate.sites()));
    }

    private VoiceServiceOrder chosen(Party party) {
        List<String> numbers = Stream.generate(() -> any(estate.numbers()))
                .limit(1 + random.nextInt(3))
                .distinct()
                .toList();
        return Orders.addChosen(party, random.nextBoolean() ? numbers.get(0) : null, numbers);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static List<Action> weighted() {
        List<Action> actions = new ArrayList<>();
        for (Action action : Action.values()) {
            int weight =
                    switch (action) {
                        case UNKNOWN -> 0;
                        case WITHDRAW, LOCK, START_COOLING_OFF -> 1;
                        case NOMINATE_MAIN_NUMBER, ALLOCATE, END_COOLING_OFF -> 6;
                        default -> 3;
                    };
            actions.addAll(Collections.nCopies(weight, action));
        }
        return List.copyOf(actions);
    }
}
