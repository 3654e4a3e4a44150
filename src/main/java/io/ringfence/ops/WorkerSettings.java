package io.ringfence.ops;

import io.micronaut.core.value.PropertyResolver;
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
record WorkerSettings(
        String applicationId,
        int partitions,
        boolean createTopics,
        int replicationFactor,
        Duration dedupeWindow,
        Path stateDirectory,
        Duration stopTimeout) {

    /** Throws a {@link io.ringfence.StartupException} that names the setting which has no value of its kind. */
    static WorkerSettings of(PropertyResolver properties) {
        Settings settings = new Settings(properties);
        return new WorkerSettings(
                settings.read("ringfence.application-id", String.class, id -> !id.isBlank(), "a name"),
                settings.read("ringfence.partitions", Integer.class, count -> count > 0, "a number above 0"),
                settings.read("ringfence.create-topics", Boolean.class, any -> true, "true or false"),
                settings.read(
                        "ringfence.replication-factor",
                        Integer.class,
                        factor -> factor == -1 || factor > 0,
                        "-1 or a number above 0"),
                settings.read(
                        "ringfence.dedupe-window", Duration.class, WorkerSettings::isPositive, "a time such as 24h"),
                settings.read("ringfence.state-directory", Path.class, any -> true, "a path"),
                settings.read(
                        "ringfence.stop-timeout", Duration.class, WorkerSettings::isPositive, "a time such as 20s"));
    }

    private static boolean isPositive(Duration time) {
        return !time.isZero() && !time.isNegative();
    }
}
