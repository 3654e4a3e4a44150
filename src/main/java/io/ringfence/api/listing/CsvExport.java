package io.ringfence.api.listing;

import io.ringfence.query.ListingQuery;
import io.ringfence.query.NumberState;
import io.ringfence.query.ReadModel;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A site's whole listing as CSV, with no more than a page of it in memory. */
final class CsvExport {
    private final ReadModel readModel;

    CsvExport(ReadModel readModel) {
        this.readModel = readModel;
    }

    /**
     * The rows that the query's filters leave, on whatever page; empty when the site is unknown. The first page is read
     * now, so that what fails at once fails before the first byte.
     */
    Optional<InputStream> open(String siteId, ListingQuery query) {
        ListingQuery all = query.fromTheStart();
        return readModel.rows(siteId, all).map(first -> {
            Stream<List<NumberState>> pages =
                    Stream.iterate(first, Objects::nonNull, page -> following(siteId, page, all));
            Stream<byte[]> rows = pages.map(CsvText::rows);
            return new ChunkedInputStream(
                    Stream.concat(Stream.of(CsvText.header()), rows).iterator());
        });
    }

    private List<NumberState> following(String siteId, List<NumberState> page, ListingQuery query) {
        return page.size() < query.limit()
                ? null
                : readModel
                        .rows(
                                siteId,
                                query.startingAfter(page.get(page.size() - 1).phoneNumber()))
                        .orElseThrow(() -> new IllegalStateException("Site " + siteId + " went away"));
    }
}
