package io.ringfence.ops;

import io.micronaut.scheduling.annotation.Scheduled;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what the workers have processed from the topics that only they read, as Kafka Streams does with its own: these
 * are kept without limit. Every instance does so, and it makes no difference which comes first.
 */
@Singleton
final class HopPurge {
    private static final Logger LOG = LoggerFactory.getLogger(HopPurge.class);
    private static final String INTERVAL = "10m";
    private static final Set<String> HOPS =
            Topics.HOPS.stream().map(Topics.Topic::name).collect(Collectors.toUnmodifiableSet());

    private final AdminClient admin;
    private final WorkerSettings settings;

    HopPurge(AdminClient admin, WorkerSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** Goes on at the next turn where it fails: all that is at stake is disk space. */
    @Scheduled(fixedDelay = INTERVAL, initialDelay = INTERVAL)
    void purgeOrWarn() {
        try {
            purge();
        } catch (ExecutionException e) {
            LOG.warn("Internal topics keep what is processed: {}", e.getCause().toString());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Up to the offsets that the group has committed: every effect of what lies before them was committed with them. */
    void purge() throws ExecutionException, InterruptedException {
        Map<TopicPartition, RecordsToDelete> processed = committed().entrySet().stream()
                .filter(position -> HOPS.contains(position.getKey().topic()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        position ->
                                RecordsToDelete.beforeOffset(position.getValue().offset())));
        admin.deleteRecords(processed).all().get();
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(settings.applicationId())
                .partitionsToOffsetAndMetadata()
                .get();
    }
}
