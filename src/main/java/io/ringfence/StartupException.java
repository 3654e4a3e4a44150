package io.ringfence;

/**
 * Ringfence cannot start. The message is one line, written for the person who started it: it says what is wrong and
 * what to do about it, and may be shown without the stack trace.
 */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartupException(String message) {
        super(oneLine(message));
    }

    public StartupException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** What others say of their faults, a registry of a schema for one, can take several. */
    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
