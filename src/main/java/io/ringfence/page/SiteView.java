package io.ringfence.page;

import io.ringfence.domain.Status;
import io.ringfence.query.Listing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A site's page.
 *
 * @param moment as of which; empty for now
 * @param today at the site
 * @param stock empty where it is not known, or of another time
 */
record SiteView(
        Place site,
        Listing listing,
        Filters filters,
        Visitor visitor,
        Optional<Instant> moment,
        LocalDate today,
        Optional<StockView> stock) {
    List<RowView> rows() {
        RowView.Table table = moment.isPresent() ? RowView.Table.PAST : RowView.Table.SITE;
        return listing.phoneNumbers().stream()
                .map(row -> RowView.of(row, site, visitor, table))
                .toList();
    }

    boolean canSelect() {
        return !isPast() && visitor.operates();
    }

    boolean isPast() {
        return moment.isPresent();
    }

    Times times() {
        return new Times(visitor.locale(), site.zone());
    }

    /** Those that are present, and those that are asked for. */
    List<Status> statuses() {
        return Arrays.stream(Status.values())
                .filter(status -> count(status) > 0 || filters.has(status))
                .toList();
    }

    long count(Status status) {
        return listing.statuses().getOrDefault(status, 0L);
    }

    String address() {
        return filters.address(site.address());
    }

    /** Empty on the last page. */
    Optional<String> next() {
        return Optional.ofNullable(listing.next()).map(last -> filters.addressAfter(site.address(), last));
    }

    boolean isFirst() {
        return filters.query().after().isEmpty();
    }

    String csv() {
        return filters.csv("/api/sites/" + site.siteId() + "/phone-numbers.csv", moment);
    }

    String summary() {
        return listing.matched() == listing.total()
                ? Words.numbers(listing.total())
                : "%,d of %s".formatted(listing.matched(), Words.numbers(listing.total()));
    }
}
