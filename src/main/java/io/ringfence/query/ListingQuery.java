package io.ringfence.query;

import io.ringfence.domain.NumberKind;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Status;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows of a listing are wanted, and which page of them. An empty set or option leaves everything in.
 *
 * @param search what somebody looks for, as it was typed
 * @param limit rows on a page
 * @param after rows up to and including this phone number were on earlier pages
 * @param explain whether each row says why not what it does not offer
 */
@RecordBuilder
@RecordBuilder.Options(emptyDefaultForOptional = true, useImmutableCollections = true)
public record ListingQuery(
        Set<Status> statuses,
        Set<Allocation> allocations,
        Optional<Holder> allocatedTo,
        Optional<Boolean> mainNumber,
        Optional<Boolean> locked,
        Optional<Boolean> inProgress,
        Optional<NumberKind> kind,
        Optional<Search> search,
        int limit,
        Optional<String> after,
        boolean explain)
        implements ListingQueryBuilder.With {
    /** Rows on a page where the caller names no limit. */
    public static final int DEFAULT_LIMIT = 500;

    /** Most rows on a page. */
    public static final int MAX_LIMIT = 1000;

    /** The same rows, from the one after the given phone number on. */
    public ListingQuery startingAfter(String phoneNumber) {
        return withAfter(Optional.of(phoneNumber));
    }

    /** The same rows, from the first on and with as many on a page as there may be. */
    public ListingQuery fromTheStart() {
        return withLimit(MAX_LIMIT).withAfter(Optional.empty());
    }

    boolean isOnPageOrLater(PhoneNumber number) {
        return matches(number) && onLaterPage(number);
    }

    /** Whether the filters leave the number in. */
    public boolean matches(PhoneNumber number) {
        return matchesButForSearch(number)
                && search.map(text -> text.finds(number)).orElse(true);
    }

    /** What it looks at, {@link CompactSite} tells numbers apart by. */
    boolean matchesButForSearch(PhoneNumber number) {
        return (statuses.isEmpty() || statuses.contains(number.status()))
                && (allocations.isEmpty()
                        || Allocation.of(number.allocatedTo())
                                .filter(allocations::contains)
                                .isPresent())
                && allocatedTo.map(holder -> holder.is(number.allocatedTo())).orElse(true)
                && equal(mainNumber, number.mainNumber())
                && equal(locked, number.locked())
                && equal(inProgress, number.changeInProgress() != null)
                && equal(kind, number.details().kind());
    }

    boolean onLaterPage(PhoneNumber number) {
        return after.map(last -> number.phoneNumber().compareTo(last) > 0).orElse(true);
    }

    private static <T> boolean equal(Optional<T> wanted, T actual) {
        return wanted.map(actual::equals).orElse(true);
    }
}
