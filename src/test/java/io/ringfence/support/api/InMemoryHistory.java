package io.ringfence.support.api;

import io.ringfence.domain.Offer;
import io.ringfence.domain.StateChange;
import io.ringfence.query.History;
import io.ringfence.query.Listing;
import io.ringfence.query.ListingAssembler;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.NumberHistory;
import io.ringfence.query.NumberRow;
import io.ringfence.query.NumberState;
import io.ringfence.query.SiteScope;
import io.ringfence.support.history.Fold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Changes that a test names. */
public final class InMemoryHistory implements History {
    private final List<StateChange> changes = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<BooleanSupplier> knowsAll;

    InMemoryHistory() {
        clear();
    }

    void clear() {
        changes.clear();
        knowsAll = CompletableFuture.completedFuture(() -> true);
    }

    @Override
    public History within(SiteScope scope) {
        InMemoryHistory some = new InMemoryHistory();
        changes.stream().filter(change -> scope.has(change.siteId())).forEach(some::change);
        some.knowsAll(knowsAll);
        return some;
    }

    public void change(StateChange change) {
        changes.add(change);
    }

    public void knowsAll(CompletableFuture<BooleanSupplier> answer) {
        knowsAll = answer;
    }

    @Override
    public CompletableFuture<BooleanSupplier> knowsAll() {
        return knowsAll;
    }

    @Override
    public Optional<NumberHistory> changes(String phoneNumber, OptionalLong before, int limit) {
        List<StateChange> all = new Fold(changes).changes(phoneNumber);
        List<NumberHistory.Change> page = all.stream()
                .filter(change -> change.version() < before.orElse(Long.MAX_VALUE))
                .limit(limit)
                .map(NumberHistory.Change::of)
                .toList();
        boolean last = page.isEmpty() || page.get(page.size() - 1).version() == 1;
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new NumberHistory(
                        phoneNumber,
                        page,
                        last ? null : page.get(page.size() - 1).version()));
    }

    @Override
    public Optional<Listing> listing(String siteId, Instant moment, ListingQuery query) {
        Fold fold = new Fold(changes);
        return fold.moments(siteId).isEmpty()
                ? Optional.empty()
                : Optional.of(ListingAssembler.assemble(
                                siteId, fold.at(siteId, moment).values().iterator(), query, number -> Offer.OF_THE_PAST)
                        .asOf(moment));
    }

    @Override
    public Optional<List<NumberState>> rows(String siteId, Instant moment, ListingQuery query) {
        return listing(siteId, moment, query)
                .map(page -> page.phoneNumbers().stream().map(NumberRow::state).toList());
    }
}
