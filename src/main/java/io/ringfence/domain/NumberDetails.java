package io.ringfence.domain;

/**
 * What the provider knows of a number and no action changes.
 *
 * @param extension internal short number; may be null
 * @param rangeName the named block that the number belongs to; may be null
 * @param portedFrom the carrier that the number came from; null unless ported in
 */
public record NumberDetails(String extension, String rangeName, NumberKind kind, String portedFrom) {}
