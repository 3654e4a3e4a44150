package io.ringfence.domain;

/**
 * Whom a number can be allocated to.
 *
 * @param id unique within the type
 * @param name for people
 */
public record Party(PartyType type, String id, String name) {}
