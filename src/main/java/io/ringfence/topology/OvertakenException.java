package io.ringfence.topology;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The state is older than the offsets because another thread has gone on from it: this one stood still, and has yet to hear
 * that its tasks were given away. Passes: restored again, by whoever has the task by then, the state is whole.
 */
public final class OvertakenException extends RetriableException {
    private static final long serialVersionUID = 1L;

    public OvertakenException(String message) {
        super(message);
    }
}
