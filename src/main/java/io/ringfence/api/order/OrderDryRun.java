package io.ringfence.api.order;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What an order would come to.
 *
 * @param dryRun true: nothing was ordered
 * @param outcome as it would be
 */
record OrderDryRun(boolean dryRun, @JsonUnwrapped OrderAnswer.Completed outcome) {}
