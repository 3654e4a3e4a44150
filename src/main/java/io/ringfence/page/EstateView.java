package io.ringfence.page;

import io.ringfence.domain.Party;
import io.ringfence.query.EstatePage;
import java.util.List;
import java.util.Optional;

/**
 * Numbers at several sites.
 *
 * @param path of the page
 * @param paged whether others come before
 * @param party whose numbers they are; empty where they are searched for
 */
record EstateView(
        String path,
        Optional<Party> party,
        EstatePage page,
        Filters filters,
        Visitor visitor,
        Places places,
        boolean paged) {
    boolean isFirst() {
        return !paged;
    }

    List<RowView> rows() {
        return page.phoneNumbers().stream()
                .map(row -> RowView.of(row, places.of(row.state().siteId()), visitor, RowView.Table.SITES))
                .toList();
    }

    String title() {
        return party.map(Words::of).orElse("Numbers at all sites");
    }

    String address() {
        return filters.address(path);
    }

    Optional<String> next() {
        return Optional.ofNullable(page.next()).map(last -> filters.addressAfter(path, last));
    }

    String csv() {
        return filters.csv(party.map(PartyAddress::api).orElse("/api/phone-numbers.csv"), Optional.empty());
    }
}
