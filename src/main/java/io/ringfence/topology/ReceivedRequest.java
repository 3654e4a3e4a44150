package io.ringfence.topology;

import io.ringfence.domain.ActionRequest;

/**
 * A request, and the bytes that it came in: those travel on unchanged where the record must be sent to another
 * partition.
 */
record ReceivedRequest(ActionRequest request, byte[] payload, boolean known) implements NumberInput {}
