package io.ringfence.domain;

import java.util.OptionalInt;

/**
 * What a party is entitled to at a site from now on.
 *
 * @param voiceServices empty where nothing is known any more, and nothing limited
 */
public record EntitlementChange(String siteId, Party party, OptionalInt voiceServices) implements SiteEvent {}
