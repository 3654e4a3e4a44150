package io.ringfence.topology;

/**
 * What the owner of a site is to hear, in the order in which it was published.
 *
 * @param key under which the owner gets it
 */
record ForSite(String key, byte[] payload) {}
