package io.ringfence.domain;

/**
 * The way a request came in. What a request may ask for follows from its channel alone, so that the access control of
 * the channel's topic is the access control of its actions.
 */
public enum Channel {
    /** The topic that operators' systems write. */
    ACTIONS,
    /** The topic that only the provider's systems write. */
    PROVISIONING,
    /** What carries out voice service orders; no topic that others write. */
    ORDERS;

    /** Whether the action may be asked for on this channel. */
    boolean permits(Action action) {
        return this == ORDERS || action.channel() == this;
    }
}
