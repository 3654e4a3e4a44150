package io.ringfence.api.listing;

import io.micronaut.core.annotation.Nullable;
import io.ringfence.api.number.RequestAnswer;
import io.ringfence.domain.RejectionCode;
import java.util.UUID;

/**
 * What a row of an import came to, or would come to.
 *
 * @param line of the file, the heading being the first
 * @param phoneNumber as the file has it
 * @param requestId null where the row could not be made a request
 * @param code null unless rejected
 * @param message null unless rejected
 */
public record ImportRow(
        long line,
        String phoneNumber,
        @Nullable UUID requestId,
        RequestAnswer.Status status,
        @Nullable RejectionCode code,
        @Nullable String message) {}
