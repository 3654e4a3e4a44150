package io.ringfence.api;

import io.ringfence.query.Copies;
import io.ringfence.query.Location;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import java.util.Map;
import java.util.Set;

/** The one instance that there is. */
record EverythingHere(ReadModel active) implements Placement, Copies {
    @Override
    public Location ofNumber(String phoneNumber) {
        return Location.HERE;
    }

    @Override
    public Location ofSite(String siteId) {
        return Location.HERE;
    }

    @Override
    public Map<Location, Set<Integer>> ofAllSites() {
        return Map.of(Location.HERE, Set.of(0));
    }

    @Override
    public Standby standby() {
        throw new NotQueryableException("No copy is here.");
    }
}
