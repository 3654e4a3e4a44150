package io.ringfence.domain;

import java.util.OptionalInt;

/**
 * A party whose site has to be asked before one more of its numbers there is in service.
 *
 * @param acknowledgedBy the partition of numbers whose owner has taken note; empty where the owners are told
 */
public record LimitedParty(String siteId, Party party, OptionalInt acknowledgedBy) implements SiteEvent {}
