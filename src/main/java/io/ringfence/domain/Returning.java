package io.ringfence.domain;

import java.time.LocalDate;

/**
 * Numbers of a site that come back together.
 *
 * @param date the last day of their cooling off
 * @param count how many
 */
public record Returning(LocalDate date, long count) {}
