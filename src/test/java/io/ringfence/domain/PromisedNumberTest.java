package io.ringfence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A number that its site has promised to a party as its main number, while the request that gets it is on its way back:
 * the party is about to have it, and another order may have picked it before.
 */
class PromisedNumberTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final String SITE = "london-strand";
    private static final Party ACORN = new Party(PartyType.OCCUPIER, "acorn", "Acorn Analytics");
    private static final PhoneNumber PROMISED = new PhoneNumber(
            "+442079460000",
            SITE,
            new NumberDetails(null, null, Kind.DIRECT, null),
            Status.AVAILABLE,
            null,
            null,
            true,
            null,
            false,
            new ChangeInProgress(UUID.randomUUID(), Action.ALLOCATE, NOON),
            5,
            NOON);

    private final VoiceServices voiceServices = new VoiceServices(new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0)));

    /** The site while the claim is granted and its state change has not come. */
    private record Site(Set<String> picked) implements SiteView {
        @Override
        public Stream<PhoneNumber> numbers() {
            return Stream.of(PROMISED);
        }

        @Override
        public Optional<PhoneNumber> number(String phoneNumber) {
            return numbers()
                    .filter(number -> number.phoneNumber().equals(phoneNumber))
                    .findFirst();
        }

        @Override
        public Optional<String> mainNumberOf(Party party) {
            return Optional.of(PROMISED.phoneNumber());
        }

        @Override
        public boolean isPicked(String phoneNumber) {
            return picked.contains(phoneNumber);
        }
    }

    @Test
    void ceaseWaitsForIt() {
        OrderStep step = begin(OrderType.CEASE, Set.of());

        assertThat(step.outcome()).isEmpty();
        assertThat(step.requests()).isEmpty();
        assertThat(step.progress().picks()).extracting(Pick::standing).containsExactly(Standing.CHANGING);
    }

    @Test
    void ceaseLeavesItToTheOrderThatHasPickedIt() {
        OrderStep step = begin(OrderType.CEASE, Set.of(PROMISED.phoneNumber()));

        assertThat(step.outcome())
                .hasValueSatisfying(outcome -> assertThat(outcome.result()).isEqualTo(OrderResult.NOT_NEEDED));
        assertThat(step.progress().picks()).isEmpty();
    }

    @Test
    void addIsNotNeeded() {
        assertThat(begin(OrderType.ADD, Set.of()).outcome())
                .hasValueSatisfying(outcome -> assertThat(outcome.result()).isEqualTo(OrderResult.NOT_NEEDED));
    }

    private OrderStep begin(OrderType type, Set<String> picked) {
        VoiceServiceOrder order = new VoiceServiceOrder(
                SITE, UUID.randomUUID(), SITE, type, ACORN, 1, false, true, LocalDate.parse("2026-04-01"), "test");
        return voiceServices.begin(order, new Site(picked), NOON);
    }
}
