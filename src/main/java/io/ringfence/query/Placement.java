package io.ringfence.query;

import java.util.Map;
import java.util.Set;

/**
 * Which instance answers for what, as of the last assignment of partitions that this instance has heard of. An instance
 * may have gone since then.
 */
public interface Placement {
    /** Where a number and its requests are. */
    Location ofNumber(String phoneNumber);

    /** Where a site, its listing and its main numbers are. */
    Location ofSite(String siteId);

    /** Where all sites are: every partition of theirs at exactly one location. */
    Map<Location, Set<Integer>> ofAllSites();
}
