package io.ringfence.query;

import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Offer;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyAtSite;
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
    /** To which nothing ever happened. */
    static final KnownNumber UNSEEN = new KnownNumber(0, Optional.empty());

    /**
     * A number's row, as far as the number itself can tell: the rest is for its site to say.
     *
     * @param partyInQuestion the party of which the site has to say more; empty when it has not
     * @param offer by what the site knows of the party
     */
    public record Offers(PhoneNumber number, Optional<Party> partyInQuestion, Function<PartyAtSite, Offer> offer) {
        /**
         * The row.
         *
         * @param party in question, as its site knows it
         */
        public NumberRow row(PartyAtSite party) {
            return NumberRow.explained(number, offer.apply(party));
        }
    }

    /** What is known of the entry's number. */
    public static KnownNumber of(NumberEntry entry, Rules rules, Instant now) {
        return new KnownNumber(
                entry.version(),
                Optional.ofNullable(entry.number())
                        .map(number -> new Offers(
                                number, rules.partyInQuestion(number, now), party -> rules.offer(number, party, now))));
    }
}
