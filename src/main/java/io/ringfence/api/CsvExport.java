package io.ringfence.api;

import io.ringfence.query.Listing;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.ReadModel;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A site's whole listing as CSV, with no more than a page of it in memory. */
@Singleton
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
        return readModel.listing(siteId, all).map(first -> {
            Stream<Listing> pages = Stream.iterate(first, Objects::nonNull, page -> following(page, all));
            Stream<byte[]> rows = pages.map(page -> CsvText.rows(page.phoneNumbers()));
            return new ChunkedInputStream(
                    Stream.concat(Stream.of(CsvText.header()), rows).iterator());
        });
    }

    private Listing following(Listing page, ListingQuery query) {
        return page.next() == null
                ? null
                : readModel
                        .listing(page.siteId(), query.startingAfter(page.next()))
                        .orElseThrow(() -> new IllegalStateException("Site " + page.siteId() + " went away"));
    }
}
