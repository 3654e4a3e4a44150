package io.ringfence.query;

import io.ringfence.domain.Offer;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes one page of a site's listing in a single pass over the site's numbers. */
public final class ListingAssembler {
    private final ListingQuery query;
    private final Map<Status, Long> statuses = new EnumMap<>(Status.class);
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
     * @param offers what may be done with a number now; asked for the rows of the page alone
     */
    public static Listing assemble(
            String siteId, Iterator<PhoneNumber> numbers, ListingQuery query, Function<PhoneNumber, Offer> offers) {
        ListingAssembler assembler = new ListingAssembler(query);
        numbers.forEachRemaining(assembler::add);
        return assembler.listing(siteId, offers);
    }

    private void add(PhoneNumber number) {
        total++;
        statuses.merge(number.status(), 1L, Long::sum);
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

    private Listing listing(String siteId, Function<PhoneNumber, Offer> offers) {
        return new Listing(
                siteId,
                total,
                matched,
                statuses,
                page.stream().map(number -> row(number, offers)).toList(),
                more ? page.get(page.size() - 1).phoneNumber() : null,
                null);
    }

    private NumberRow row(PhoneNumber number, Function<PhoneNumber, Offer> offers) {
        Offer offer = offers.apply(number);
        return query.explain() ? NumberRow.explained(number, offer) : NumberRow.of(number, offer);
    }
}
