package io.ringfence.api.command;

/** How far something is that was asked for, as the body of an answer. */
public interface Progress {
    /** The {@code status} of what has not ended. */
    String IN_PROGRESS = "IN_PROGRESS";

    /** Whether there is an outcome. */
    boolean hasEnded();
}
