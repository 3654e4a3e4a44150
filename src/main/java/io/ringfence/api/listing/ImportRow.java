package io.ringfence.api.listing;

import java.util.UUID;

/**
 * What a row of an import came to, or would come to.
 *
 * @param line of the file, the heading being the first
 * @param phoneNumber as the file has it
 * @param requestId null where the row could not be made a request
 * @param status ACCEPTED, REJECTED or IN_PROGRESS
 * @param code null unless rejected
 * @param message null unless rejected
 */
record ImportRow(long line, String phoneNumber, UUID requestId, String status, String code, String message) {}
