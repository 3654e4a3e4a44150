package io.ringfence.query;

import java.time.Duration;

/**
 * What ties this instance to the others.
 *
 * @param groupId of the consumer group, in which each stream thread is a member
 * @param maxSilence how long nothing may be heard of a thread's membership, and of the thread itself, while its stores
 *     still answer; no longer than the group waits for a member before it gives that one's work to another
 */
public record Membership(String groupId, Duration maxSilence) {}
