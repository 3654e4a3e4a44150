package io.ringfence.topology;

import io.ringfence.domain.LimitedParty;

/** What the owner of a site tells the owners of all numbers of a party. */
record ReceivedLimit(LimitedParty limited, byte[] payload, boolean known) implements NumberInput {}
