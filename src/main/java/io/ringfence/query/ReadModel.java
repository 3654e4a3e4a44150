package io.ringfence.query;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers from what was decided so far. Every method throws {@link NotQueryableException} while the partition that
 * could answer is being moved or restored, rather than answer wrongly or in part.
 */
public interface ReadModel {
    /** All sites that ever had a number, ordered by id. */
    List<SiteSummary> sites();

    /** One page of a site's listing; empty when the site is unknown. */
    Optional<Listing> listing(String siteId, ListingQuery query);

    /** One number; empty when it is not provisioned. */
    Optional<NumberRow> number(String phoneNumber);

    /** Where a request stands; empty when it was never seen under this number, or is past the dedupe window. */
    Optional<RequestState> request(String phoneNumber, UUID requestId);
}
