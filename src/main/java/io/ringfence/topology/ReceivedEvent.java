package io.ringfence.topology;

import io.ringfence.domain.SiteEvent;

/**
 * What the owner of a site receives.
 *
 * @param payload the bytes that it came in
 * @param known whether nothing of it was written by a newer release and is not known here
 */
record ReceivedEvent(SiteEvent event, byte[] payload, boolean known) {}
