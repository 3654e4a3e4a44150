package io.ringfence.domain;

import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.RULES;
import static io.ringfence.domain.OrderFixture.OTHER;
import static io.ringfence.domain.OrderFixture.PARTY;
import static io.ringfence.domain.OrderFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a simulation says of an order is what the order comes to where nothing else happens. */
class OrderSimulationTest {
    static Stream<VoiceServiceOrder> orders() {
        return Stream.of(
                OrderFixture.add(3, false),
                OrderFixture.add(3, true),
                OrderFixture.add(3, true).withActivate(false),
                OrderFixture.add(40, false),
                OrderFixture.chosen(null, at(1), at(2)),
                OrderFixture.chosen(at(2), at(1), at(2)),
                OrderFixture.chosen(null, at(5)),
                OrderFixture.chosen(null, at(9)),
                OrderFixture.cease(null),
                OrderFixture.cease(Fixture.NEXT_WEEK));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void ofAnEmptyParty(VoiceServiceOrder order) {
        assertSimulatedIsReal(order, numbers());
    }

    @ParameterizedTest
    @MethodSource("orders")
    void ofAPartyThatHasSomeReserved(VoiceServiceOrder order) {
        Map<String, PhoneNumber> numbers = numbers();
        put(numbers, OrderFixture.number(0, Status.RESERVED, PARTY, false));
        put(numbers, OrderFixture.number(3, Status.RESERVED, PARTY, true));

        assertSimulatedIsReal(order, numbers);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void ofAPartyInService(VoiceServiceOrder order) {
        Map<String, PhoneNumber> numbers = numbers();
        put(numbers, OrderFixture.number(0, Status.ACTIVE, PARTY, true));
        put(numbers, OrderFixture.number(3, Status.ASSIGNED, PARTY, false));

        assertSimulatedIsReal(order, numbers);
    }

    private static Map<String, PhoneNumber> numbers() {
        Map<String, PhoneNumber> numbers = new TreeMap<>();
        IntStream.range(0, 9).forEach(i -> put(numbers, OrderFixture.number(i, Status.AVAILABLE, null, i == 7)));
        put(numbers, OrderFixture.number(5, Status.RESERVED, OTHER, true));
        put(numbers, OrderFixture.huntGroup(6, Status.AVAILABLE, null));
        return numbers;
    }

    private static void put(Map<String, PhoneNumber> numbers, PhoneNumber number) {
        numbers.put(number.phoneNumber(), number);
    }

    private static void assertSimulatedIsReal(VoiceServiceOrder order, Map<String, PhoneNumber> numbers) {
        SiteInMemory site = new SiteInMemory();
        numbers.values().forEach(site::add);
        VoiceServiceOutcome simulated = new OrderSimulation(
                        RULES,
                        numbers,
                        Set.of(),
                        party -> PartyAtSite.unlimited(mainNumber(numbers.values(), party)),
                        NOW)
                .of(order);

        site.order(order);
        site.decideAll();

        assertThat(simulated).isEqualTo(site.outcome());
    }

    private static Optional<String> mainNumber(Iterable<PhoneNumber> numbers, Party party) {
        for (PhoneNumber number : numbers) {
            if (number.mainNumberOf().filter(party::isSameAs).isPresent()) {
                return Optional.of(number.phoneNumber());
            }
        }
        return Optional.empty();
    }
}
