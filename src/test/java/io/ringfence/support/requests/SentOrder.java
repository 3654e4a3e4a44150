package io.ringfence.support.requests;

import io.ringfence.domain.VoiceServiceOrder;

/**
 * An order as it is published.
 *
 * @param key of its record
 */
public record SentOrder(String key, VoiceServiceOrder order) {}
