package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.topology.BrokenContinuityException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ThreadFaultsTest {
    private static final Throwable PASSING = new StreamsException(new TimeoutException("No broker"));

    private final ThreadFaults faults = new ThreadFaults(Clock.systemUTC());

    @Test
    void passingFaultHasTheThreadReplaced() {
        assertThat(faults.handle(PASSING)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(faults.failure()).isNotDone();
    }

    @Test
    void otherFaultIsTheEndAndItsCause() {
        Throwable lasting = new StreamsException(new IllegalStateException());

        assertThat(faults.handle(lasting)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(faults.failure()).isCompletedWithValue(lasting);
    }

    @Test
    void wantOfARightIsTheEndAndNamesWhatWasRefused() {
        Throwable refused = new StreamsException(
                "Error encountered sending record to topic ringfence-dead-letters",
                new TopicAuthorizationException(Set.of("ringfence-dead-letters")));

        assertThat(faults.handle(refused)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(faults.failure().join())
                .isInstanceOf(NoAccessException.class)
                .hasMessageContaining("ringfence-dead-letters")
                .hasMessageContaining("README")
                .hasCause(refused);
    }

    /** Kafka Streams' own message advises to choose a reset, which would decide history again. */
    @Test
    void offsetsThatAreGoneComeWithTheWaysOut() {
        Throwable fault = new StreamsException(
                "No valid committed offset found for input [phone-number-actions]",
                new NoOffsetForPartitionException(new TopicPartition("phone-number-actions", 3)));

        assertThat(faults.handle(fault)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(faults.failure().join())
                .isInstanceOf(BrokenContinuityException.class)
                .hasMessageContaining("phone-number-actions-3")
                .hasMessageContaining("offsets restore");
    }

    /** The consumer's own trip over a partition without a leader, as Kafka 4.3 throws it. */
    @Test
    void partitionWithoutALeaderPasses() {
        NullPointerException trip = new NullPointerException("element cannot be mapped to a null key");
        trip.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.util.Objects", "requireNonNull", "Objects.java", 235),
            new StackTraceElement(
                    "org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils",
                    "regroupPartitionMapByNode",
                    "OffsetFetcherUtils.java",
                    171)
        });

        assertThat(faults.handle(new StreamsException(trip))).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    /** As a worker gets it that stood still for longer than its transaction may take. */
    @Test
    void transactionThatTheBrokerHasAbortedPasses() {
        Throwable fault = new StreamsException(
                "Error encountered trying to commit a transaction",
                new InvalidTxnStateException("The producer attempted a transactional operation in an invalid state."));

        assertThat(faults.handle(fault)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(faults.failure()).isNotDone();
    }

    /** As a worker gets it that was killed while it wrote a segment of the requests. */
    @Test
    void segmentThatDidNotOpenPasses() {
        InvalidStateStoreException fault =
                new InvalidStateStoreException("Store requests.1795996800000 is currently closed");
        fault.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(
                    "org.apache.kafka.streams.state.internals.RocksDBStore",
                    "validateStoreOpen",
                    "RocksDBStore.java",
                    472),
            new StackTraceElement(
                    "org.apache.kafka.streams.state.internals.AbstractSegments",
                    "committedOffset",
                    "AbstractSegments.java",
                    196)
        });

        assertThat(faults.handle(fault)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(faults.handle(new InvalidStateStoreException("Store numbers is currently closed")))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }

    @Test
    @Timeout(20)
    void threadHasFailedFromItsFaultUntilItsEnd() throws Exception {
        Thread thread = new Thread(() -> faults.handle(PASSING), "fails");
        assertThat(faults.contain("fails")).isFalse();

        thread.start();
        await().until(() -> faults.contain("fails"));
        assertThat(thread.isAlive()).isTrue();
        assertThat(faults.contain("works")).isFalse();

        thread.join();
        assertThat(faults.contain("fails"))
                .as("its successor may have its name")
                .isFalse();
    }

    @Test
    @Timeout(20)
    void stopDoesNotWaitForAReplacement() throws Exception {
        CompletableFuture<StreamThreadExceptionResponse> waiting =
                CompletableFuture.supplyAsync(() -> faults.handle(PASSING));
        faults.stopReplacing();

        assertThat(waiting.get()).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }
}
