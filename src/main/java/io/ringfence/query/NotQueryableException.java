package io.ringfence.query;

/**
 * Nobody can say at present, for the partition is being moved or restored, or what has it is cut off or has failed;
 * worth another try in a moment.
 */
public final class NotQueryableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotQueryableException(String message) {
        super(message);
    }

    public NotQueryableException(String message, Throwable cause) {
        super(message, cause);
    }
}
