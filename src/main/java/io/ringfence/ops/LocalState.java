package io.ringfence.ops;

import io.ringfence.StartupException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up stores that were left alone for so long that a changelog may have forgotten what was deleted meanwhile: restored on
 * top of them, an ended main number or a cleared pick would be back. They come from the changelogs, whole.
 */
@Singleton
final class LocalState {
    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);

    private final ExistingTopics topics;
    private final Estate estate;
    private final WorkerSettings settings;
    private final Clock clock;

    LocalState(ExistingTopics topics, Estate estate, WorkerSettings settings, Clock clock) {
        this.topics = topics;
        this.estate = estate;
        this.settings = settings;
        this.clock = clock;
    }

    /** Gives all of it up. */
    void delete() {
        delete(directory());
    }

    /** The same, of another directory below that of the settings. */
    void delete(Path directory) {
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            throw new StartupException("ringfence.state-directory %s cannot be deleted: %s".formatted(directory, e), e);
        }
    }

    private Path directory() {
        return settings.stateDirectory().resolve(settings.applicationId());
    }

    /** To be called before stream processing opens a store. */
    void giveUpIfTooOld() {
        Path directory = directory();
        try {
            lastWritten(directory)
                    .filter(written -> written.plus(deletesAreKept()).isBefore(clock.instant()))
                    .ifPresent(written -> giveUp(directory, written));
        } catch (IOException | UncheckedIOException e) {
            throw new StartupException(
                    "ringfence.state-directory %s cannot be read: %s".formatted(directory.toAbsolutePath(), e), e);
        }
    }

    /** How long a deletion is sure to be on every changelog; half of it, for clocks and a restore that takes long. */
    private Duration deletesAreKept() {
        return topics.among(estate.changelogs()).values().stream()
                .map(changelog ->
                        Duration.ofMillis(Long.parseLong(changelog.value(TopicConfig.DELETE_RETENTION_MS_CONFIG)) / 2))
                .min(Comparator.naturalOrder())
                .orElse(Duration.ofDays(1));
    }

    /** Of the stores alone: what lies beside them is written at every start. */
    private static Optional<Instant> lastWritten(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(
                directory,
                Integer.MAX_VALUE,
                (file, attributes) -> attributes.isRegularFile() && isStore(directory, file))) {
            return files.map(LocalState::lastModified).max(Comparator.naturalOrder());
        }
    }

    /** Kafka Streams has a directory for each task, and its own files above them. */
    private static boolean isStore(Path directory, Path file) {
        return directory.relativize(file).getNameCount() > 2;
    }

    private static Instant lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void giveUp(Path directory, Instant written) {
        LOG.info(
                "The stores in {} were last written at {}: what was deleted since may be forgotten, so they are restored whole.",
                directory,
                written);
        try (Stream<Path> tasks = Files.list(directory)) {
            for (Path task : tasks.filter(Files::isDirectory).toList()) {
                Utils.delete(task.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
