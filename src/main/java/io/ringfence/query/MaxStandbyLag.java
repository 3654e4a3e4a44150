package io.ringfence.query;

/**
 * How far a copy may be behind and still answer.
 *
 * @param records of the store's changelog
 */
public record MaxStandbyLag(long records) {}
