/**
 * The page: what the API answers, shown to people. It asks the calls that the API asks, and decides nothing: what it offers is
 * what they offer.
 */
package io.ringfence.page;
