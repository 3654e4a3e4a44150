package io.ringfence.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a party is entitled to at a site, and what it was granted of that.
 *
 * <p>The owners of numbers put numbers of a party into service without asking until they are told not to. So what it is
 * entitled to is in force once all of them have taken note, each behind all that it did before: from then on the site has
 * seen, or granted, whatever is in service.
 *
 * @param voiceServices numbers that may be in service; empty where nothing is known, or not any more
 * @param granted changes in progress that will each put one more number into service
 * @param announced whether the owners of all numbers ask the site
 * @param acknowledgedBy partitions whose owner does, as long as not all do
 */
@RecordBuilder
public record PartyServices(
        String siteId,
        Party party,
        OptionalInt voiceServices,
        int granted,
        boolean announced,
        Set<Integer> acknowledgedBy)
        implements PartyServicesBuilder.With {

    /** A party of which nothing is known. */
    public static PartyServices none(String siteId, Party party) {
        return new PartyServices(siteId, party, OptionalInt.empty(), 0, false, Set.of());
    }

    /** With one more owner that has taken note, of so many. */
    public PartyServices acknowledgedBy(int partition, int partitions) {
        Set<Integer> all = new HashSet<>(acknowledgedBy);
        all.add(partition);
        return all.size() < partitions
                ? withAcknowledgedBy(Set.copyOf(all))
                : with(services -> services.announced(true).acknowledgedBy(Set.of()));
    }

    /** What is in force; empty where nothing is limited. */
    public OptionalInt limit() {
        return announced ? voiceServices : OptionalInt.empty();
    }
}
