package io.ringfence.api.number;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What a request would come to.
 *
 * @param dryRun true: nothing was asked for
 * @param outcome as it would be
 */
record RequestDryRun(boolean dryRun, @JsonUnwrapped RequestAnswer outcome) {}
