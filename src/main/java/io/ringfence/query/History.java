package io.ringfence.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Answers from every change since the first. Every method throws {@link NotQueryableException} while the changes are being
 * read from their topic.
 */
public interface History {
    /**
     * Asks the brokers how many changes there are by now. The answer tells whether all of them are known here; whoever waits
     * for that before asking misses nothing that anybody could have seen. Fails with {@link NotQueryableException} where the
     * brokers do not say.
     */
    CompletableFuture<BooleanSupplier> knowsAll();

    /**
     * The changes of a number, newest first, whatever sites it has been at; empty when there was never one.
     *
     * @param before only changes to lower versions; empty for the newest
     * @param limit most of them, 1 or more
     */
    Optional<NumberHistory> changes(String phoneNumber, OptionalLong before, int limit);

    /** One page of a site's listing as it was at a moment; empty when the site never had a number. */
    Optional<Listing> listing(String siteId, Instant moment, ListingQuery query);

    /** As of {@link ReadModel#rows}, at a moment. */
    Optional<List<NumberState>> rows(String siteId, Instant moment, ListingQuery query);

    /** The same, of some sites, as if there were no other. */
    History within(SiteScope scope);
}
