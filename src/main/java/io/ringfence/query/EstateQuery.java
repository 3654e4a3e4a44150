package io.ringfence.query;

import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import java.util.Optional;

/**
 * Which numbers of all sites are wanted, and which page of them.
 *
 * @param filters as of a listing, and how many on a page; without a search and a place to go on from
 * @param party that has them; empty where it does not matter
 * @param search empty where nothing is looked for
 * @param after numbers up to and including this one were on earlier pages
 * @param counted whether it is to be known how many match; without that, no more is read than what is on the page
 * @param scope sites of which numbers are looked at
 */
public record EstateQuery(
        ListingQuery filters,
        Optional<Party> party,
        Optional<Search> search,
        Optional<SiteNumber> after,
        boolean counted,
        SiteScope scope) {
    boolean matches(PhoneNumber number) {
        return scope.has(number.siteId())
                && filters.matches(number)
                && party.map(holder -> isHeld(number, holder)).orElse(true)
                && search.map(text -> text.finds(number)).orElse(true);
    }

    private static boolean isHeld(PhoneNumber number, Party holder) {
        return number.allocatedTo() != null && number.allocatedTo().isSameAs(holder);
    }

    boolean onLaterPage(PhoneNumber number) {
        return after.map(last -> SiteNumber.of(number).compareTo(last) > 0).orElse(true);
    }

    /** The same numbers, from the one after the given one on. */
    public EstateQuery startingAfter(SiteNumber last) {
        return new EstateQuery(filters, party, search, Optional.of(last), counted, scope);
    }

    /** The same numbers, from the first on and with as many on a page as there may be. */
    public EstateQuery fromTheStart() {
        return new EstateQuery(filters.fromTheStart(), party, search, Optional.empty(), counted, scope);
    }

    /** The same numbers, for who goes through all of them anyhow. */
    public EstateQuery uncounted() {
        return new EstateQuery(filters, party, search, after, false, scope);
    }

    /** The same numbers, as far as they are at these sites. */
    EstateQuery within(SiteScope some) {
        return new EstateQuery(filters, party, search, after, counted, some);
    }
}
