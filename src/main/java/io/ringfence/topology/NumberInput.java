package io.ringfence.topology;

/** What the owner of a number receives. */
sealed interface NumberInput permits ReceivedRequest, ReceivedAnswer, ReceivedLimit {
    /** The bytes that it came in. */
    byte[] payload();

    /** Whether nothing of it was written by a newer release and is not known here. */
    boolean known();
}
