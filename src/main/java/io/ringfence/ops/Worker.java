package io.ringfence.ops;

import io.ringfence.global.GlobalStreams;
import io.ringfence.metrics.StreamsMeters;
import io.ringfence.query.CompleteCopies;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of the stream processing: start, orderly stop, end for want of a way to go on. */
@Singleton
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final WorkerSettings settings;
    private final Prerequisites prerequisites;
    private final Restoration restoration;
    private final CompleteCopies copies;
    private final ThreadFaults faults;
    private final KafkaStreams streams;
    private final List<GlobalStreams> globals;
    private final StreamsMeters streamsMeters;
    private final StoreMeters storeMeters;
    private final CompletableFuture<Void> running = new CompletableFuture<>();

    Worker(
            WorkerSettings settings,
            Prerequisites prerequisites,
            Restoration restoration,
            CompleteCopies copies,
            ThreadFaults faults,
            KafkaStreams streams,
            List<GlobalStreams> globals,
            StreamsMeters streamsMeters,
            StoreMeters storeMeters) {
        this.settings = settings;
        this.prerequisites = prerequisites;
        this.restoration = restoration;
        this.copies = copies;
        this.faults = faults;
        this.streams = streams;
        this.globals = globals;
        this.streamsMeters = streamsMeters;
        this.storeMeters = storeMeters;
    }

    /**
     * Starts the worker; it works as soon as its partitions are assigned and restored.
     *
     * @throws io.ringfence.StartupException when something that it needs is not there
     */
    public void start() {
        prerequisites.ensure();
        streams.setUncaughtExceptionHandler(faults);
        streams.setGlobalStateRestoreListener(restoration);
        streams.setStandbyUpdateListener(copies);
        streams.setStateListener(this::observe);
        streams.start();
        globals.forEach(GlobalStreams::start);
        streamsMeters.start();
        storeMeters.start();
    }

    /** Returns when the partitions are assigned and restored, or when the worker has failed. */
    public void awaitRunning() {
        CompletableFuture.anyOf(running, failure()).join();
    }

    /** Completes with the cause when the worker can go on no more. */
    public CompletableFuture<Throwable> failure() {
        return faults.failure();
    }

    /** Whether all that this instance was given at its start is restored. */
    boolean hasRun() {
        return running.isDone();
    }

    private void observe(KafkaStreams.State state, KafkaStreams.State before) {
        LOG.info("Stream processing is {}, was {}.", state, before);
        if (state == KafkaStreams.State.RUNNING) {
            running.complete(null);
        }
    }

    /**
     * Commits and closes. Leaves the group, so that the partitions move at once, unless this instance has a name under
     * which it will be back.
     */
    @PreDestroy
    void stop() {
        // At a time: each may take as long as the stop time-out.
        globals.parallelStream().forEach(GlobalStreams::close);
        faults.stopReplacing();
        CloseOptions options = CloseOptions.timeout(settings.stopTimeout())
                .withGroupMembershipOperation(
                        settings.instanceId().isPresent()
                                ? GroupMembershipOperation.REMAIN_IN_GROUP
                                : GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(options)) {
            LOG.warn("Stream threads did not end within {} (ringfence.stop-timeout).", settings.stopTimeout());
        }
    }
}
