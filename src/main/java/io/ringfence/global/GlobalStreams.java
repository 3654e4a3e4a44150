package io.ringfence.global;

import io.ringfence.query.NotQueryableException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a global store. Stream processing of its own: Kafka Streams reads a global store to its end before it does anything
 * else, and nothing is to wait for that; nor is the worker to end because the store cannot go on.
 */
public final class GlobalStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GlobalStreams.class);
    private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(500, 2, 30_000, 0.2);

    private final String name;
    private final Supplier<Topology> topology;
    private final Properties settings;
    private final Duration stopTimeout;
    private final ReadPositions positions = new ReadPositions();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper;
    private volatile KafkaStreams streams;

    /**
     * @param name what the store is, for people
     * @param topology that consists of it; a new one for each beginning
     * @param settings of Kafka Streams
     */
    public GlobalStreams(String name, Supplier<Topology> topology, Properties settings, Duration stopTimeout) {
        this.name = name;
        this.topology = topology;
        this.settings = settings;
        this.stopTimeout = stopTimeout;
        keeper = new Thread(this::keep, "ringfence-" + name);
        keeper.setDaemon(true);
    }

    /** Begins to read. Until all is read that there is, nothing can be asked. */
    public void start() {
        keeper.start();
    }

    /** Whether all before these offsets of the topic is here, and can be asked for. */
    public boolean reaches(Map<TopicPartition, Long> offsets) {
        KafkaStreams current = streams;
        return current != null && current.state() == KafkaStreams.State.RUNNING && positions.reach(offsets);
    }

    /** The store of that name, or {@link NotQueryableException} until all is read that there was at the start. */
    public ReadOnlyKeyValueStore<Bytes, byte[]> store(String store) {
        KafkaStreams current = streams;
        // While it is being filled it can be asked already.
        if (current == null || current.state() != KafkaStreams.State.RUNNING) {
            throw new NotQueryableException("The " + name + " is not read yet.");
        }
        try {
            return current.store(
                    StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<Bytes, byte[]>keyValueStore()));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw new NotQueryableException("The " + name + " is being read.", e);
        }
    }

    /** Whatever ends it passes: it is begun again. */
    private void keep() {
        for (int attempt = 0; !isClosing(Duration.ZERO); attempt++) {
            try {
                run();
            } catch (RuntimeException e) {
                if (!isClosing(Duration.ZERO)) {
                    LOG.warn("The {} is not read, and tried again: {}", name, e.toString());
                }
            }
            isClosing(Duration.ofMillis(BACKOFF.backoff(attempt)));
        }
    }

    private void run() {
        positions.forget();
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (KafkaStreams begun = new KafkaStreams(topology.get(), settings, new GlobalClients(positions))) {
            begun.setUncaughtExceptionHandler(fault -> {
                end.completeExceptionally(fault);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            begun.setStateListener((state, before) -> {
                if (state == KafkaStreams.State.PENDING_SHUTDOWN || state == KafkaStreams.State.PENDING_ERROR) {
                    end.complete(null);
                }
            });
            streams = begun;
            if (isClosing(Duration.ZERO)) {
                return;
            }
            begun.start();
            LOG.info("The {} is complete.", name);
            end.join();
        }
    }

    private boolean isClosing(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        KafkaStreams current = streams;
        if (current != null && !current.close(stopTimeout)) {
            LOG.warn("The {} did not end within {} (ringfence.stop-timeout).", name, stopTimeout);
        }
    }
}
