package io.ringfence.ops;

import io.ringfence.topology.Faults;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of the stream processing: what must be there first, start, failure, orderly stop. */
@Singleton
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** A replaced thread restores its stores from the start: a fault that lasts must not have that done in a loop. */
    private static final ExponentialBackoff REPLACEMENT = new ExponentialBackoff(500, 2, 30_000, 0.2);

    private final WorkerSettings settings;
    private final TopicCreation topics;
    private final TopicCheck topicCheck;
    private final SchemaRegistration schemas;
    private final KafkaStreams streams;
    private final AtomicLong replacements = new AtomicLong();
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    Worker(
            WorkerSettings settings,
            TopicCreation topics,
            TopicCheck topicCheck,
            SchemaRegistration schemas,
            KafkaStreams streams) {
        this.settings = settings;
        this.topics = topics;
        this.topicCheck = topicCheck;
        this.schemas = schemas;
        this.streams = streams;
    }

    /**
     * Starts the worker; it works as soon as its partitions are assigned and restored.
     *
     * @throws io.ringfence.StartupException when something that it needs is not there
     */
    public void start() {
        if (settings.createTopics()) {
            topics.createMissing();
        }
        topicCheck.check();
        schemas.registerAll();
        streams.setUncaughtExceptionHandler(this::answer);
        streams.setStateListener(this::observe);
        streams.start();
    }

    /** Returns when the partitions are assigned and restored, or when the worker has failed. */
    public void awaitRunning() {
        CompletableFuture.anyOf(running, failure).join();
    }

    /** Completes with the cause when the worker can go on no more. */
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    private void observe(KafkaStreams.State state, KafkaStreams.State before) {
        LOG.info("Stream processing is {}, was {}.", state, before);
        if (state == KafkaStreams.State.RUNNING) {
            replacements.set(0);
            running.complete(null);
        }
    }

    /** Runs on the thread that failed, so that its wait keeps no other from work. */
    private StreamThreadExceptionResponse answer(Throwable cause) {
        if (Faults.isPassing(cause)) {
            long wait = REPLACEMENT.backoff(replacements.getAndIncrement());
            LOG.warn("A stream thread is replaced in {} ms: {}", wait, cause.toString());
            Utils.sleep(wait);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure.complete(cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Commits, closes, and leaves the group, so that the partitions move at once. */
    @PreDestroy
    void stop() {
        CloseOptions leaving = CloseOptions.timeout(settings.stopTimeout())
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(leaving)) {
            LOG.warn("Stream threads did not end within {} (ringfence.stop-timeout).", settings.stopTimeout());
        }
    }
}
