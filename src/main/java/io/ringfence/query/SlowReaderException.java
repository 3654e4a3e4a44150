package io.ringfence.query;

/** Ends the stream of a reader that does not keep up; whose fault that is, no stack trace tells. */
final class SlowReaderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SlowReaderException(int unread) {
        super("A reader has left " + unread + " events unread.", null, false, false);
    }
}
