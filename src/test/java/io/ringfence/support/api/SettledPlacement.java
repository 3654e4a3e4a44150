package io.ringfence.support.api;

import io.ringfence.query.Location;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import io.ringfence.query.ReadModels;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Everything is at one location, here unless a test says otherwise; no copies are. */
record SettledPlacement(ReadModel active, AtomicReference<Location> everything) implements Placement, ReadModels {
    @Override
    public Location ofNumber(String phoneNumber) {
        return everything.get();
    }

    @Override
    public Location ofSite(String siteId) {
        return everything.get();
    }

    @Override
    public Map<Location, Set<Integer>> ofAllSites() {
        return Map.of(everything.get(), Set.of(0));
    }

    @Override
    public Standby standby() {
        throw new NotQueryableException("No copy is here.");
    }
}
