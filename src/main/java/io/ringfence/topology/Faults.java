package io.ringfence.topology;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Tells faults of the surroundings, which pass, from faults of a record or of the code, which stay. */
public final class Faults {
    private Faults() {}

    /** Whether the fault says nothing about the record at hand: it passes, or the worker is not let in. */
    public static boolean isOfSurroundings(Throwable fault) {
        return isPassing(fault)
                || causes(fault)
                        .anyMatch(cause ->
                                cause instanceof AuthenticationException || cause instanceof AuthorizationException);
    }

    /** Whether another try may succeed. Knows network faults by themselves too: other serdes report them so. */
    public static boolean isPassing(Throwable fault) {
        return causes(fault)
                .anyMatch(cause -> cause instanceof RetriableException
                        || cause instanceof SocketException
                        || cause instanceof SocketTimeoutException
                        || cause instanceof UnknownHostException
                        || cause instanceof HttpTimeoutException
                        || isMissingLeader(cause)
                        || isOfAbortedTransaction(cause)
                        || isSegmentThatDidNotOpen(cause));
    }

    /**
     * KAFKA-20785, in brokers up to 4.3: a thread that stood still past its transaction's time-out, between sending and
     * commit, is told this instead of that it was fenced. Nothing of the transaction is left; another producer begins
     * anew.
     */
    private static boolean isOfAbortedTransaction(Throwable cause) {
        return cause instanceof InvalidTxnStateException;
    }

    /** KAFKA-20312, fixed after Kafka 4.3: the consumer trips over a partition that has no leader for the moment. */
    private static boolean isMissingLeader(Throwable cause) {
        return cause instanceof NullPointerException
                && Stream.of(cause.getStackTrace()).anyMatch(frame -> frame.getClassName()
                        .startsWith("org.apache.kafka.clients.consumer.internals.OffsetFetcher"));
    }

    /**
     * KAFKA-20808, fixed after Kafka 4.3.1: a segment of a window store that could not be opened, because its worker was killed
     * at the wrong moment, is asked for its offset when its task is to be restored from the beginning. Another thread begins
     * without it.
     */
    private static boolean isSegmentThatDidNotOpen(Throwable cause) {
        return cause instanceof InvalidStateStoreException
                && Stream.of(cause.getStackTrace())
                        .anyMatch(frame ->
                                frame.getClassName().equals("org.apache.kafka.streams.state.internals.AbstractSegments")
                                        && frame.getMethodName().equals("committedOffset"));
    }

    private static Stream<Throwable> causes(Throwable fault) {
        return Stream.iterate(fault, cause -> cause != null, Throwable::getCause);
    }
}
