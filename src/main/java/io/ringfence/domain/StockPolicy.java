package io.ringfence.domain;

/**
 * When a site runs short.
 *
 * @param low how many free numbers are enough
 */
public record StockPolicy(long low) {
    boolean isLow(long free) {
        return free < low;
    }
}
