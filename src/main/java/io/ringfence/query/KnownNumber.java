package io.ringfence.query;

import io.ringfence.domain.Action;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is known of a number.
 *
 * @param version of its latest change, which may have been its withdrawal; 0 when nothing ever happened to it
 * @param offers what is offered for it; empty when it is not provisioned
 */
public record KnownNumber(long version, Optional<Offers> offers) {
    /**
     * A number's row, as far as the number itself can tell. Whether its party has a main number is known to its site.
     *
     * @param partyHasNone the row if the party has no main number at the site
     * @param partyHasOne the row if it has
     */
    public record Offers(NumberRow partyHasNone, NumberRow partyHasOne) {
        /** The party whose main number makes a difference; empty when none does. */
        public Optional<Party> deciding() {
            return partyHasNone.equals(partyHasOne)
                    ? Optional.empty()
                    : Optional.ofNullable(partyHasNone.state().allocatedTo());
        }

        /** The row, whichever it is. */
        public NumberRow row(boolean partyHasMainNumber) {
            return partyHasMainNumber ? partyHasOne : partyHasNone;
        }
    }

    /**
     * What is known of the entry's number.
     *
     * @param availability the actions that are offered if the number's party has a main number, or has none
     */
    public static KnownNumber of(NumberEntry entry, Function<Boolean, List<Action>> availability) {
        return new KnownNumber(
                entry.version(), Optional.ofNullable(entry.number()).map(number -> offers(number, availability)));
    }

    private static Offers offers(PhoneNumber number, Function<Boolean, List<Action>> availability) {
        return new Offers(
                NumberRow.of(number, availability.apply(false)), NumberRow.of(number, availability.apply(true)));
    }
}
