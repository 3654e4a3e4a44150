package io.ringfence.api.listing;

import io.ringfence.query.NumberState;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rows on whatever page as CSV, with no more than a page of them in memory. */
final class CsvExport {
    private CsvExport() {}

    /**
     * The rows of all pages.
     *
     * @param first page, read already: what fails at once fails before the first byte
     * @param next the page after a row; asked for where a page is full
     */
    static InputStream of(
            CsvText text, List<NumberState> first, int limit, Function<NumberState, Optional<List<NumberState>>> next) {
        Stream<byte[]> rows = Stream.iterate(first, Objects::nonNull, page -> following(page, limit, next))
                .map(text::rows);
        return new ChunkedInputStream(
                Stream.concat(Stream.of(text.header()), rows).iterator());
    }

    private static List<NumberState> following(
            List<NumberState> page, int limit, Function<NumberState, Optional<List<NumberState>>> next) {
        return page.size() < limit
                ? null
                : next.apply(page.get(limit - 1)).orElseThrow(() -> new IllegalStateException("The site went away"));
    }
}
