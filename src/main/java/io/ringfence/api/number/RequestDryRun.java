package io.ringfence.api.number;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What a request would come to.
 *
 * @param dryRun true: nothing was asked for
 * @param outcome as it would be
 */
@Schema(allOf = RequestAnswer.class)
record RequestDryRun(boolean dryRun, @JsonUnwrapped RequestAnswer outcome) {}
