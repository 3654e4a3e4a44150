package io.ringfence.query;

import io.micronaut.core.annotation.Nullable;
import io.ringfence.domain.PhoneNumber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * A page of the numbers of several sites.
 *
 * @param phoneNumbers ordered by site and number
 * @param matched numbers that the filters leave, on all pages; where nobody asked, some number of them
 * @param next the {@code after} of the next page; null on the last
 */
public record EstatePage(
        List<NumberRow> phoneNumbers,
        long matched,
        @Nullable String next) {
    /**
     * The page of some sites.
     *
     * @param numbers of theirs, ordered by site and number; read once, to its end where they are counted
     * @param row asked for those of the page alone
     */
    public static EstatePage of(
            Iterator<PhoneNumber> numbers, EstateQuery query, Function<PhoneNumber, NumberRow> row) {
        List<PhoneNumber> page = new ArrayList<>();
        int limit = query.filters().limit();
        long matched = 0;
        boolean more = false;
        while (numbers.hasNext() && (query.counted() || !more)) {
            PhoneNumber number = numbers.next();
            if (query.matches(number)) {
                matched++;
                if (query.onLaterPage(number)) {
                    more = page.size() == limit;
                    if (!more) {
                        page.add(number);
                    }
                }
            }
        }
        return new EstatePage(
                page.stream().map(row).toList(),
                matched,
                more ? SiteNumber.of(page.get(limit - 1)).toString() : null);
    }

    /** The page that the pages of some sites each make together: the first of all their rows. */
    public static EstatePage of(List<EstatePage> parts, int limit) {
        List<NumberRow> rows = parts.stream()
                .flatMap(part -> part.phoneNumbers().stream())
                .sorted(Comparator.comparing(row -> SiteNumber.of(row.state())))
                .limit(limit)
                .toList();
        long rowsOfAll =
                parts.stream().mapToLong(part -> part.phoneNumbers().size()).sum();
        boolean more = rowsOfAll > rows.size() || parts.stream().anyMatch(part -> part.next() != null);
        return new EstatePage(
                rows,
                parts.stream().mapToLong(EstatePage::matched).sum(),
                more ? SiteNumber.of(rows.get(rows.size() - 1).state()).toString() : null);
    }
}
