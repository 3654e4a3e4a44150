package io.ringfence.domain;

/** What the owners of numbers know of entitlements: of which parties the site has to be asked. */
@FunctionalInterface
public interface Limits {
    /** Nobody is limited. */
    Limits NONE = (siteId, party) -> false;

    /** Whether the site has to be asked before one more of the party's numbers there is in service. */
    boolean isOn(String siteId, Party party);
}
