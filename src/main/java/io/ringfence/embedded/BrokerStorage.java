package io.ringfence.embedded;

import io.ringfence.StartupException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** What the broker's directory says about itself before a broker opens it. */
record BrokerStorage(Path directory) {

    /** Kafka writes it last when it formats, so that a formatting cut short is done again. */
    private static final String FORMATTED_MARKER = "meta.properties";

    /** Kafka writes it last when it stops in good order, and deletes it when it starts. */
    private static final String CLEAN_SHUTDOWN_MARKER = ".kafka_cleanshutdown";

    boolean isFormatted() {
        return Files.exists(directory.resolve(FORMATTED_MARKER));
    }

    boolean wasLeftUnclean() {
        return isFormatted() && !Files.exists(directory.resolve(CLEAN_SHUTDOWN_MARKER));
    }

    void format() {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE_ID)
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setHasDynamicQuorum(false)
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString());
        try {
            Files.createDirectories(directory);
            formatter.run();
        } catch (Exception e) {
            throw new StartupException(
                    "The embedded broker cannot format its directory %s: %s".formatted(directory, e.getMessage()), e);
        }
    }
}
