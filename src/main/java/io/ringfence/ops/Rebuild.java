package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes the state anew from what the cluster has of outcomes and entitlements: where changelogs, offsets or internal topics are
 * lost, or the topics that are kept were brought to another cluster.
 */
@Singleton
public final class Rebuild {
    /** What is decided, each with how long that is remembered. */
    private record Remembered(Topics.Topic topic, String setting, Duration time) {}

    private final Prerequisites prerequisites;
    private final EmptyGroup group;
    private final StateRebuild rebuild;
    private final Offsets offsets;
    private final Estate estate;
    private final WorkerSettings settings;
    private final Clock clock;

    Rebuild(
            Prerequisites prerequisites,
            EmptyGroup group,
            StateRebuild rebuild,
            Offsets offsets,
            Estate estate,
            WorkerSettings settings,
            Clock clock) {
        this.prerequisites = prerequisites;
        this.group = group;
        this.rebuild = rebuild;
        this.offsets = offsets;
        this.estate = estate;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Carries it out. Can be called again wherever it was interrupted.
     *
     * @param from {@code earliest} or {@code latest}: what of the input topics is decided then
     * @param confirmation the application id
     * @throws StartupException where it cannot be done
     */
    public List<String> run(String from, String confirmation) {
        settings.requireConfirmed(
                confirmation, "This gives up all state, changes in progress among it, and makes it anew");
        try {
            group.await();
            prerequisites.ensureTopics();
            return List.of("Rebuilt: " + rebuild.run(next(from)) + ".");
        } catch (KafkaException e) {
            throw NoAccessException.atStart("The state cannot be rebuilt (kafka.bootstrap.servers)", e);
        }
    }

    private Map<TopicPartition, Long> next(String from) {
        return switch (from) {
            case "latest" -> offsets.end(estate.toBeDecided());
            case "earliest" -> {
                remembered().forEach(this::requireRemembered);
                yield offsets.first(estate.toBeDecided());
            }
            default ->
                throw new StartupException(
                        "Say from=latest where what is on the input topics was decided before, or asked again; from=earliest where it may not have been.");
        };
    }

    private List<Remembered> remembered() {
        Remembered actions = new Remembered(Topics.ACTIONS, "ringfence.dedupe-window", settings.dedupeWindow());
        return List.of(
                actions,
                new Remembered(Topics.PROVISIONING, actions.setting(), actions.time()),
                new Remembered(Topics.ORDERS, "ringfence.order-retention", settings.orderRetention()));
    }

    private void requireRemembered(Remembered input) {
        offsets.oldest(estate.partitionsOf(input.topic().name()).toList()).forEach((partition, oldest) -> {
            Duration age = Duration.between(oldest, clock.instant());
            if (age.compareTo(input.time()) >= 0) {
                throw new StartupException(
                        "Partition %s begins at %s, and what is older than %s is not remembered: it would be decided again. Set %s to %dd, for as long as it takes to decide it, or say from=latest."
                                .formatted(partition, oldest, input.time(), input.setting(), age.toDays() + 1));
            }
        });
    }
}
