package io.ringfence.api.listing;

import io.ringfence.query.ListingQuery;
import io.ringfence.query.NumberState;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A site's whole listing as CSV, with no more than a page of it in memory. */
final class CsvExport {
    private final Function<ListingQuery, Optional<List<NumberState>>> pages;

    /**
     * @param pages gives the rows of a page; empty when the site is unknown
     */
    CsvExport(Function<ListingQuery, Optional<List<NumberState>>> pages) {
        this.pages = pages;
    }

    /**
     * The rows that the query's filters leave, on whatever page; empty when the site is unknown. The first page is read
     * now, so that what fails at once fails before the first byte.
     */
    Optional<InputStream> open(ListingQuery query) {
        ListingQuery all = query.fromTheStart();
        return pages.apply(all).map(first -> {
            Stream<byte[]> rows = Stream.iterate(first, Objects::nonNull, page -> following(page, all))
                    .map(CsvText::rows);
            return new ChunkedInputStream(
                    Stream.concat(Stream.of(CsvText.header()), rows).iterator());
        });
    }

    private List<NumberState> following(List<NumberState> page, ListingQuery query) {
        return page.size() < query.limit()
                ? null
                : pages.apply(query.startingAfter(page.get(page.size() - 1).phoneNumber()))
                        .orElseThrow(() -> new IllegalStateException("The site went away"));
    }
}
