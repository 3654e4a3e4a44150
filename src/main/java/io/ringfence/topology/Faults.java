package io.ringfence.topology;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;

/** Tells faults of the surroundings, which pass, from faults of a record or of the code, which stay. */
public final class Faults {
    private Faults() {}

    /** Whether another try may succeed. Knows network faults by themselves too: other serdes report them so. */
    public static boolean isPassing(Throwable fault) {
        return Stream.iterate(fault, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof RetriableException
                        || cause instanceof SocketException
                        || cause instanceof SocketTimeoutException
                        || cause instanceof UnknownHostException
                        || cause instanceof HttpTimeoutException);
    }
}
