package io.ringfence.query;

/** The partition that could answer is being moved or restored; worth another try in a moment. */
public final class NotQueryableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotQueryableException(String message) {
        super(message);
    }

    public NotQueryableException(String message, Throwable cause) {
        super(message, cause);
    }
}
