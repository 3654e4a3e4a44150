package io.ringfence.topology.model;

import io.ringfence.domain.VoiceServiceOrder;

/**
 * An order as it is published.
 *
 * @param key of its record
 */
public record SentOrder(String key, VoiceServiceOrder order) {}
