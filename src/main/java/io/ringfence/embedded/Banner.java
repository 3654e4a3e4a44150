package io.ringfence.embedded;

import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.micronaut.context.annotation.Value;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Status;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.ListingQueryBuilder;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.ReadModel;
import io.ringfence.query.ReadModels;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;

/** Tells whoever started it what runs where, and what to try. */
@Singleton
public final class Banner {
    private static final ListingQuery NOMINABLE = ListingQueryBuilder.builder()
            .statuses(Set.of(Status.AVAILABLE))
            .mainNumber(Optional.of(false))
            .locked(Optional.of(false))
            .kind(Optional.of(NumberKind.DIRECT))
            .limit(1)
            .build();

    private static final int MOST_TRIES = 300;
    private static final long POLL_MS = 100;

    private final ReadModel readModel;
    private final EmbeddedServer server;
    private final KafkaDefaultConfiguration kafka;
    private final String registry;
    private final String directory;

    Banner(
            ReadModels readModels,
            EmbeddedServer server,
            KafkaDefaultConfiguration kafka,
            @Value("${ringfence.avro.schema-registry-url}") String registry,
            @Value("${ringfence.embedded.data-directory}") String directory) {
        this.readModel = readModels.active();
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
                  page      %1$s/
                  API       %1$s/api/sites
                  broker    %2$s
                  registry  %3$s
                  data      %4$s (kept; delete it to start afresh)

                Try, in another terminal at the same place:
                  list a site           curl '%1$s/api/sites/london-strand/phone-numbers?status=AVAILABLE&limit=3'
                  watch the outcomes    mvn -q exec:java -Dexec.args="watch"
                  publish a request     mvn -q exec:java -Dexec.args="publish phone-number-actions \
                action=NOMINATE_MAIN_NUMBER phoneNumber=%5$s siteId=london-strand requestedBy=me"

                Ctrl-C stops everything.
                """,
                server.getURL(),
                kafka.getConfig().getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                registry,
                directory,
                plainNumber());
    }

    /** One that can be nominated, as long as there is one: an example that is refused explains little. */
    private String plainNumber() {
        return nominable().orElse(Sample.FREE_NUMBER);
    }

    private Optional<String> nominable() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                return readModel
                        .listing("london-strand", NOMINABLE)
                        .flatMap(listing -> listing.phoneNumbers().stream().findFirst())
                        .map(row -> row.state().phoneNumber());
            } catch (NotQueryableException e) {
                // Partitions move once more when what was killed before is missed by the group.
                Utils.sleep(POLL_MS);
            }
        }
        return Optional.empty();
    }
}
