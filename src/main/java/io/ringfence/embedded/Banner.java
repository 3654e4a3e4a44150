package io.ringfence.embedded;

import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.micronaut.context.annotation.Value;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.CommonClientConfigs;

/** Tells whoever started it what runs where, and what to try. */
@Singleton
public final class Banner {
    private final EmbeddedServer server;
    private final KafkaDefaultConfiguration kafka;
    private final String registry;
    private final String directory;

    Banner(
            EmbeddedServer server,
            KafkaDefaultConfiguration kafka,
            @Value("${ringfence.avro.schema-registry-url}") String registry,
            @Value("${ringfence.embedded.data-directory}") String directory) {
        this.server = server;
        this.kafka = kafka;
        this.registry = registry;
        this.directory = directory;
    }

    /** Prints it to standard output. */
    public void print() {
        System.out.printf(
                """

                Ringfence is running.
                  worker    %1$s
                  broker    %2$s
                  registry  %3$s
                  data      %4$s (kept; delete it to start afresh)

                Try, in another terminal at the same place:
                  list a site           curl '%1$s/api/sites/london-strand/phone-numbers?status=AVAILABLE&limit=3'
                  watch the outcomes    mvn -q exec:java -Dexec.args="watch"
                  publish a request     mvn -q exec:java -Dexec.args="publish phone-number-actions \
                action=ALLOCATE phoneNumber=%5$s siteId=london-strand requestedBy=me \
                allocateTo.type=OCCUPIER allocateTo.id=acorn allocateTo.name=Acorn"

                Ctrl-C stops everything.
                """,
                server.getURL(),
                kafka.getConfig().getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                registry,
                directory,
                SampleRequests.FREE_NUMBER);
    }
}
