package io.ringfence.domain;

/**
 * How many of a party's numbers may be in service at a site.
 *
 * @param voiceServices 0 or more
 */
public record Entitlement(String siteId, Party party, int voiceServices) {}
