package io.ringfence;

/**
 * Ringfence cannot start. The message is one line, written for the person who started it: it says what is wrong and
 * what to do about it, and may be shown without the stack trace.
 */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
