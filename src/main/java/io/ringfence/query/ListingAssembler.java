package io.ringfence.query;

import io.ringfence.domain.Offer;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one page of a site's listing in a single pass over the site's numbers. */
public final class ListingAssembler {
    /** What may be done with a number now. */
    @FunctionalInterface
    public interface Offers {
        /**
         * What the operator is offered.
         *
         * @param heldBy the main number of the party that holds the number; empty when it has none
         */
        Offer of(PhoneNumber number, Optional<String> heldBy);
    }

    private final ListingQuery query;
    private final Map<Status, Long> statuses = new EnumMap<>(Status.class);
    private final Map<PartyKey, String> mainNumbers = new HashMap<>();
    private final List<PhoneNumber> page = new ArrayList<>();
    private long total;
    private long matched;
    private boolean more;

    private ListingAssembler(ListingQuery query) {
        this.query = query;
    }

    /**
     * The page that the query asks for.
     *
     * @param numbers every number at the site, ordered by phone number; read once and to its end
     * @param offers asked for the rows of the page alone, and only once every number was read: which parties have
     *     a main number is not known before
     */
    public static Listing assemble(String siteId, Iterator<PhoneNumber> numbers, ListingQuery query, Offers offers) {
        ListingAssembler assembler = new ListingAssembler(query);
        numbers.forEachRemaining(assembler::add);
        return assembler.listing(siteId, offers);
    }

    private void add(PhoneNumber number) {
        total++;
        statuses.merge(number.status(), 1L, Long::sum);
        number.mainNumberOf().ifPresent(party -> mainNumbers.put(PartyKey.of(party), number.phoneNumber()));
        if (!query.matches(number)) {
            return;
        }
        matched++;
        if (!query.onLaterPage(number)) {
            return;
        }
        if (page.size() < query.limit()) {
            page.add(number);
        } else {
            more = true;
        }
    }

    private Listing listing(String siteId, Offers offers) {
        return new Listing(
                siteId,
                total,
                matched,
                statuses,
                page.stream().map(number -> row(number, offers)).toList(),
                more ? page.get(page.size() - 1).phoneNumber() : null,
                null);
    }

    private NumberRow row(PhoneNumber number, Offers offers) {
        Optional<String> heldBy =
                Optional.ofNullable(number.allocatedTo()).map(PartyKey::of).map(mainNumbers::get);
        Offer offer = offers.of(number, heldBy);
        return query.explain() ? NumberRow.explained(number, offer) : NumberRow.of(number, offer);
    }

    /** A party's name may differ from one allocation to the next; its type and id do not. */
    private record PartyKey(PartyType type, String id) {
        static PartyKey of(Party party) {
            return new PartyKey(party.type(), party.id());
        }
    }
}
