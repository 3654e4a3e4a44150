package io.ringfence.ops;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the worker.
 *
 * @param applicationId consumer group, prefix of transactional ids and of the stores' changelog topics
 * @param partitions of every topic; fixed once the topics are there
 * @param createTopics whether missing topics are created rather than an error
 * @param replicationFactor of topics that are created; -1 leaves it to the broker
 * @param dedupeWindow how long a request is remembered
 * @param stateDirectory where the stores keep their files
 * @param stopTimeout longest that an orderly stop may take
 */
@ConfigurationProperties("ringfence")
record WorkerSettings(
        @Bindable(defaultValue = "ringfence") String applicationId,
        @Bindable(defaultValue = "6") int partitions,
        @Bindable(defaultValue = "false") boolean createTopics,
        @Bindable(defaultValue = "-1") short replicationFactor,
        @Bindable(defaultValue = "24h") Duration dedupeWindow,
        Path stateDirectory,
        @Bindable(defaultValue = "20s") Duration stopTimeout) {}
