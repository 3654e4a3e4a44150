package io.ringfence.topology;

import org.apache.kafka.common.KafkaException;

/**
 * Offsets, topics and state are not of one age: to go on would decide requests twice, or leave some undecided. The
 * message is one line that says where, and what the ways out are.
 */
public final class BrokenContinuityException extends KafkaException {
    private static final long serialVersionUID = 1L;

    /** The ways out, for the end of a message. */
    public static final String WAYS_OUT = "Stop all workers, then run the command \"offsets\" to see what there is,"
            + " \"offsets restore\" to go on where the state is, \"offsets set\" to go on from offsets of your choice,"
            + " \"rebuild\" to make the state anew of all that was decided, or \"offsets afresh\" to delete that too and begin"
            + " anew.";

    /**
     * Says what is wrong, and adds {@link #WAYS_OUT}.
     *
     * @param wrong a sentence
     */
    public BrokenContinuityException(String wrong) {
        super(wrong + " " + WAYS_OUT);
    }

    /** Likewise, with the fault that showed it. */
    public BrokenContinuityException(String wrong, Throwable cause) {
        super(wrong + " " + WAYS_OUT, cause);
    }
}
