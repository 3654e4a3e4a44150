package io.ringfence.domain;

import java.util.List;

/**
 * What the operator's systems say of a site. Decides nothing: whatever it says, or leaves out, the rules are the same.
 *
 * @param name for people; null where nobody has said
 * @param operator who runs the site; null where nobody has said
 * @param occupiers who rents space there, with or without numbers
 * @param region two letters of ISO 3166; null where nobody has said
 * @param zone time zone by its IANA name; null where nobody has said
 */
public record Site(String siteId, String name, Party operator, List<Party> occupiers, String region, String zone) {
    /** Keeps a copy of the occupiers, none of whom may be null. */
    public Site {
        occupiers = List.copyOf(occupiers);
    }
}
