package io.ringfence.ops;

import io.micronaut.core.value.PropertyResolver;
import io.ringfence.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the worker.
 *
 * @param applicationId consumer group, prefix of transactional ids and of the stores' changelog topics
 * @param partitions of every topic; fixed once the topics are there
 * @param createTopics whether missing topics are created rather than an error
 * @param replicationFactor of topics that are created; -1 leaves it to the broker
 * @param dedupeWindow how long a request is remembered
 * @param orderRetention how long an order is remembered after its outcome
 * @param stateDirectory where the stores keep their files
 * @param instanceId name under which this instance stays in the group over a restart; without one it leaves at its stop
 * @param stopTimeout longest that an orderly stop may take
 * @param maxSilence longest that nothing may be heard from the group while queries are answered
 */
record WorkerSettings(
        String applicationId,
        int partitions,
        boolean createTopics,
        int replicationFactor,
        Duration dedupeWindow,
        Duration orderRetention,
        Path stateDirectory,
        Optional<String> instanceId,
        Duration stopTimeout,
        Duration maxSilence) {

    WorkerSettings {
        // What an order asks for has ids that follow from the order's: carried out anew, it would ask under the same.
        if (orderRetention.compareTo(dedupeWindow) < 0) {
            throw new StartupException(
                    "ringfence.order-retention (RINGFENCE_ORDER_RETENTION) is %s, shorter than ringfence.dedupe-window (%s): an order that is sent again could be carried out anew while its requests are still remembered."
                            .formatted(orderRetention, dedupeWindow));
        }
    }

    /** What the consumer says of itself it says in whole seconds. */
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(1);

    /** Throws a {@link io.ringfence.StartupException} that names the setting which has no value of its kind. */
    static WorkerSettings of(PropertyResolver properties) {
        Settings settings = new Settings(properties);
        return new WorkerSettings(
                settings.read("ringfence.application-id", String.class, id -> !id.isBlank(), "a name"),
                settings.read("ringfence.partitions", Integer.class, count -> count > 0, "a number above 0"),
                settings.flag("ringfence.create-topics"),
                settings.read(
                        "ringfence.replication-factor",
                        Integer.class,
                        factor -> factor == -1 || factor > 0,
                        "-1 or a number above 0"),
                settings.read(
                        "ringfence.dedupe-window", Duration.class, WorkerSettings::isPositive, "a time such as 24h"),
                settings.read(
                        "ringfence.order-retention", Duration.class, WorkerSettings::isPositive, "a time such as 90d"),
                settings.read("ringfence.state-directory", Path.class, any -> true, "a path"),
                Optional.of(settings.read(
                                "ringfence.instance-id",
                                String.class,
                                WorkerSettings::isInstanceId,
                                "a name of letters, digits, dots, hyphens and underscores"))
                        .filter(id -> !id.isEmpty()),
                settings.read(
                        "ringfence.stop-timeout", Duration.class, WorkerSettings::isPositive, "a time such as 20s"),
                settings.read(
                        "ringfence.query.max-silence",
                        Duration.class,
                        time -> time.compareTo(SHORTEST_SILENCE) >= 0,
                        "a time of 1s or more"));
    }

    /**
     * Throws a {@link StartupException} unless the application id is said.
     *
     * @param consequence a sentence, without its end
     */
    void requireConfirmed(String confirmation, String consequence) {
        if (!applicationId.equals(confirmation)) {
            throw new StartupException("%s: say confirm=%s.".formatted(consequence, applicationId));
        }
    }

    /** The topic behind a store, as Kafka Streams calls it. */
    String changelog(String store) {
        return applicationId + "-" + store + "-changelog";
    }

    /** What Kafka takes, less room for the number of the stream thread. */
    private static boolean isInstanceId(String id) {
        return id.matches("[A-Za-z0-9._-]{0,200}");
    }

    private static boolean isPositive(Duration time) {
        return !time.isZero() && !time.isNegative();
    }
}
