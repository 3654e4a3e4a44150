package io.ringfence.query;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Answers from what was decided so far. Every method throws {@link NotQueryableException} while the partition that
 * could answer is being moved or restored, rather than answer wrongly or in part.
 */
public interface ReadModel {
    /** All sites of these partitions that ever had a number, ordered by id. */
    List<SiteSummary> sites(Set<Integer> partitions);

    /** One site at a glance; empty when it never had a number. */
    Optional<SiteSummary> summary(String siteId);

    /** What a site has of numbers, and what comes back when; empty when it never had a number. */
    Optional<SiteStock> stock(String siteId);

    /** Whether a site ever had a number. */
    boolean isKnown(String siteId);

    /** One page of a site's listing; empty when the site is unknown. */
    Optional<Listing> listing(String siteId, ListingQuery query);

    /**
     * The same rows without what is known only of a site as a whole: cheaper for who reads page after page.
     *
     * @return as many as there may be on a page, fewer on the last; empty when the site is unknown
     */
    Optional<List<NumberState>> rows(String siteId, ListingQuery query);

    /** One page of the numbers of all sites of these partitions. */
    EstatePage numbers(Set<Integer> partitions, EstateQuery query);

    /** What the owner of a site knows of a party there; its name does not matter. */
    PartyAtSite party(String siteId, Party party);

    /** What is known of one number, also when it is not provisioned. */
    KnownNumber number(String phoneNumber);

    /** What a request would come to if it were asked now. */
    DryRunResult dryRun(Envelope asked);

    /**
     * Where an order stands; empty when it was never received at this site, or is forgotten.
     *
     * @param content of the order; empty for the one that the id belongs to
     */
    Optional<OrderState> order(String siteId, UUID orderId, Optional<Content> content);

    /** What an order would come to if it were received now, and nothing else happened meanwhile. */
    VoiceServiceOutcome dryRun(VoiceServiceOrder order);

    /**
     * Where a request stands; empty when it was never seen under this number, or is past the dedupe window.
     *
     * @param content of the request; empty for the one that the id belongs to
     */
    Optional<RequestState> request(String phoneNumber, UUID requestId, Optional<Content> content);

    /** The same, of some sites, as if there were no other. */
    default ReadModel within(SiteScope scope) {
        return scope.ids().isEmpty() ? this : new ScopedReadModel(this, scope);
    }
}
