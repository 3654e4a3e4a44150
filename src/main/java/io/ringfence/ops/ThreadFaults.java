package io.ringfence.ops;

import io.ringfence.query.FailedThreads;
import io.ringfence.topology.BrokenContinuityException;
import io.ringfence.topology.Faults;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a stream thread that failed for a passing reason replaced; any other failure is the end. */
@Singleton
final class ThreadFaults implements StreamsUncaughtExceptionHandler, FailedThreads {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadFaults.class);

    /** A replaced thread restores its stores from the start: a fault that lasts must not have that done in a loop. */
    private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(500, 2, 30_000, 0.2);

    /** Longer than the longest wait and the fault after it. A thread runs for a moment before it fails again. */
    private static final Duration SAME_FAULT = Duration.ofMinutes(2);

    private final Clock clock;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Set<Thread> failed = ConcurrentHashMap.newKeySet();
    private Instant last = Instant.MIN;
    private int inARow;

    ThreadFaults(Clock clock) {
        this.clock = clock;
    }

    /** Completes with the cause when the stream processing can go on no more. */
    CompletableFuture<Throwable> failure() {
        return failure;
    }

    /** Ends the waits: nothing is replaced any more. */
    void stopReplacing() {
        stopping.countDown();
    }

    @Override
    public boolean contain(String threadName) {
        return failed.stream()
                .anyMatch(thread -> thread.isAlive() && thread.getName().equals(threadName));
    }

    /** Runs on the thread that failed, so that its wait keeps no other from work, and standbys that it keeps readable. */
    @Override
    public StreamThreadExceptionResponse handle(Throwable cause) {
        failed.removeIf(thread -> !thread.isAlive());
        failed.add(Thread.currentThread());
        if (!Faults.isPassing(cause)) {
            failure.complete(explained(cause));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        long wait = BACKOFF.backoff(earlierInARow());
        LOG.warn("A stream thread is replaced in {} ms: {}", wait, reason(cause).toString());
        return isStoppedWithin(wait)
                ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static Throwable explained(Throwable cause) {
        return lostOffsets(cause)
                .or(() -> NoAccessException.in(cause))
                .map(Throwable.class::cast)
                .orElse(cause);
    }

    /** Kafka Streams advises to set what we must not: offsets that are gone are not for it to choose. */
    private static Optional<KafkaException> lostOffsets(Throwable cause) {
        return Stream.iterate(cause, fault -> fault != null, Throwable::getCause)
                .filter(InvalidOffsetException.class::isInstance)
                .map(InvalidOffsetException.class::cast)
                .<KafkaException>map(lost -> new BrokenContinuityException(
                        "The group's offsets for partitions %s are gone, or what they point at is."
                                .formatted(lost.partitions()),
                        cause))
                .findFirst();
    }

    /** Kafka Streams wraps it in what it was doing at the time. */
    private static Throwable reason(Throwable fault) {
        return fault instanceof StreamsException && fault.getCause() != null ? reason(fault.getCause()) : fault;
    }

    private synchronized int earlierInARow() {
        Instant now = clock.instant();
        inARow = now.isAfter(last.plus(SAME_FAULT)) ? 0 : inARow + 1;
        last = now;
        return inARow;
    }

    private boolean isStoppedWithin(long millis) {
        try {
            return stopping.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
