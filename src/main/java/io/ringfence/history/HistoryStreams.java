package io.ringfence.history;

import io.ringfence.query.NotQueryableException;
import io.ringfence.topology.RecordCodec;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the history. Stream processing of its own: Kafka Streams reads a global store to its end before it does anything
 * else, and nothing is to wait for that; nor is the worker to end because its history cannot go on.
 */
public final class HistoryStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryStreams.class);
    private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(500, 2, 30_000, 0.2);

    private final RecordCodec codec;
    private final Properties settings;
    private final Duration stopTimeout;
    private final ReadPositions positions = new ReadPositions();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper = new Thread(this::keep, "ringfence-history");
    private volatile KafkaStreams streams;

    /**
     * @param settings of Kafka Streams
     */
    public HistoryStreams(RecordCodec codec, Properties settings, Duration stopTimeout) {
        this.codec = codec;
        this.settings = settings;
        this.stopTimeout = stopTimeout;
        keeper.setDaemon(true);
    }

    /** Begins to read. Until all is read that there is, nothing can be asked. */
    public void start() {
        keeper.start();
    }

    /** Whether all changes before these offsets of the topic are here, and can be asked for. */
    boolean reaches(Map<TopicPartition, Long> offsets) {
        KafkaStreams current = streams;
        return current != null && current.state() == KafkaStreams.State.RUNNING && positions.reach(offsets);
    }

    /** The store, or {@link NotQueryableException} while it is not there. */
    ReadOnlyKeyValueStore<Bytes, byte[]> store() {
        KafkaStreams current = streams;
        if (current == null) {
            throw new NotQueryableException("The history is not being read.");
        }
        try {
            return current.store(StoreQueryParameters.fromNameAndType(
                    HistoryTopology.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore()));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw new NotQueryableException("The history is being read.", e);
        }
    }

    /** Whatever ends it passes: it is begun again. */
    private void keep() {
        for (int attempt = 0; !isClosing(Duration.ZERO); attempt++) {
            try {
                run();
            } catch (RuntimeException e) {
                if (!isClosing(Duration.ZERO)) {
                    LOG.warn("The history is not read, and tried again: {}", e.toString());
                }
            }
            isClosing(Duration.ofMillis(BACKOFF.backoff(attempt)));
        }
    }

    private void run() {
        positions.forget();
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (KafkaStreams begun =
                new KafkaStreams(HistoryTopology.of(codec), settings, new HistoryClients(positions))) {
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
            LOG.info("The history is complete.");
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
            LOG.warn("The history did not end within {} (ringfence.stop-timeout).", stopTimeout);
        }
    }
}
