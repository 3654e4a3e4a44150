package io.ringfence.query;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Some sites, as if there were no other. */
record ScopedReadModel(ReadModel whole, SiteScope scope) implements ReadModel {
    @Override
    public List<SiteSummary> sites(Set<Integer> partitions) {
        return whole.sites(partitions).stream()
                .filter(site -> scope.has(site.siteId()))
                .toList();
    }

    @Override
    public Optional<SiteSummary> summary(String siteId) {
        return scope.has(siteId) ? whole.summary(siteId) : Optional.empty();
    }

    @Override
    public Optional<SiteStock> stock(String siteId) {
        return scope.has(siteId) ? whole.stock(siteId) : Optional.empty();
    }

    @Override
    public boolean isKnown(String siteId) {
        return scope.has(siteId) && whole.isKnown(siteId);
    }

    @Override
    public Optional<Listing> listing(String siteId, ListingQuery query) {
        return scope.has(siteId) ? whole.listing(siteId, query) : Optional.empty();
    }

    @Override
    public Optional<List<NumberState>> rows(String siteId, ListingQuery query) {
        return scope.has(siteId) ? whole.rows(siteId, query) : Optional.empty();
    }

    @Override
    public EstatePage numbers(Set<Integer> partitions, EstateQuery query) {
        return whole.numbers(partitions, query.within(scope));
    }

    @Override
    public PartyAtSite party(String siteId, Party party) {
        return scope.has(siteId) ? whole.party(siteId, party) : PartyAtSite.UNHEARD_OF;
    }

    @Override
    public KnownNumber number(String phoneNumber) {
        KnownNumber known = whole.number(phoneNumber);
        return known.offers().isPresent() && !isVisible(known) ? KnownNumber.UNSEEN : known;
    }

    private boolean isVisible(KnownNumber known) {
        return known.offers()
                .filter(offers -> scope.has(offers.number().siteId()))
                .isPresent();
    }

    @Override
    public DryRunResult dryRun(Envelope asked) {
        DryRunResult dryRun = whole.dryRun(asked);
        return new DryRunResult(
                dryRun.claimant(), party -> visible(dryRun.outcome().apply(party)));
    }

    /** Whoever may provision is told of a number that is at another site already, but not of which. */
    private Outcome visible(Outcome outcome) {
        return outcome instanceof Rejection rejection
                        && rejection.current() != null
                        && !scope.has(rejection.current().siteId())
                ? rejection.withCurrent(null)
                : outcome;
    }

    @Override
    public Optional<OrderState> order(String siteId, UUID orderId, Optional<Content> content) {
        return scope.has(siteId) ? whole.order(siteId, orderId, content) : Optional.empty();
    }

    @Override
    public VoiceServiceOutcome dryRun(VoiceServiceOrder order) {
        return whole.dryRun(order);
    }

    @Override
    public Optional<RequestState> request(String phoneNumber, UUID requestId, Optional<Content> content) {
        return whole.request(phoneNumber, requestId, content).flatMap(state -> visible(phoneNumber, state));
    }

    /** What is not decided yet shows at the number alone. */
    private Optional<RequestState> visible(String phoneNumber, RequestState state) {
        if (state instanceof RequestState.Decided decided) {
            return Optional.of(decided.outcome())
                    .filter(outcome -> scope.has(outcome.siteId()))
                    .map(outcome -> new RequestState.Decided(visible(outcome)));
        }
        return Optional.of(state).filter(inProgress -> isVisible(whole.number(phoneNumber)));
    }
}
