package io.ringfence.domain;

/**
 * A number's record as a newer release wrote it, where this one knows but a part of it. What has one is shown as far as it
 * is known, kept as it was read, and not changed: a change would be decided on half of what is so, and lose the rest.
 *
 * @param record for the mapping alone
 * @param status the symbol of the number's status, be it one of {@link Status} or not
 */
public record Original(Object record, String status) {}
