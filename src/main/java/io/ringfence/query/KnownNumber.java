package io.ringfence.query;

import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Offer;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rules;
import java.time.Instant;
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
     * A number's row, as far as the number itself can tell: the main number of its party is known to its site.
     *
     * @param partyInQuestion the party whose main number makes a difference; empty when none does
     * @param offer by the main number that the party has
     */
    public record Offers(PhoneNumber number, Optional<Party> partyInQuestion, Function<Optional<String>, Offer> offer) {
        /**
         * The row.
         *
         * @param heldBy the main number of the party in question; empty when it has none
         */
        public NumberRow row(Optional<String> heldBy) {
            return NumberRow.explained(number, offer.apply(heldBy));
        }
    }

    /** What is known of the entry's number. */
    public static KnownNumber of(NumberEntry entry, Rules rules, Instant now) {
        return new KnownNumber(
                entry.version(),
                Optional.ofNullable(entry.number())
                        .map(number -> new Offers(
                                number,
                                rules.partyInQuestion(number, now),
                                heldBy -> rules.offer(number, heldBy, now))));
    }
}
