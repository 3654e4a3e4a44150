package io.ringfence.topology;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Envelope;

/**
 * A request, and the bytes that it came in: those travel on unchanged where the record must be sent to another
 * partition.
 */
record ReceivedRequest(Channel channel, ActionRequest request, byte[] payload, boolean known) implements NumberInput {
    Envelope in(String key) {
        return new Envelope(channel, key, request);
    }
}
