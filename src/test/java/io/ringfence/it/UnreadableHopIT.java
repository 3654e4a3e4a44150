package io.ringfence.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.StateChange;
import io.ringfence.ops.OffsetRecovery;
import io.ringfence.ops.Worker;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import io.ringfence.topology.UnreadableHopException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A claim whose record cannot be read is not passed over: its number would wait for ever. */
@OnPlatform
class UnreadableHopIT {
    private final Platform platform;

    @TempDir
    private Path directory;

    UnreadableHopIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    @Tag("long")
    void endsTheWorkerUntilSomebodySaysOtherwise() throws Exception {
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl())) {
            RecordMetadata garbage;
            try (ApplicationContext worker = cluster.startWorker(directory, OwnCluster.impatient(Map.of()));
                    Client client = new Client(cluster.bootstrapServers(), platform.registryUrl())) {
                worker.getBean(Worker.class).awaitRunning();
                garbage = client.publish(new ProducerRecord<>(
                        Topics.SITE_EVENTS.name(), Requests.SITE.getBytes(UTF_8), "?".getBytes(UTF_8)));

                Throwable failure = worker.getBean(Worker.class).failure().get(60, TimeUnit.SECONDS);

                assertThat(Stream.iterate(failure, fault -> fault != null, Throwable::getCause))
                        .anySatisfy(fault -> assertThat(fault)
                                .isInstanceOf(UnreadableHopException.class)
                                .hasMessageContaining("%s-%d at offset %d"
                                        .formatted(garbage.topic(), garbage.partition(), garbage.offset())));
                assertThat(client.deadLetters()).isEmpty();
            }
            TopicPartition partition = new TopicPartition(garbage.topic(), garbage.partition());
            assertThat(committed(cluster, partition)).isEqualTo(garbage.offset());

            try (ApplicationContext stopped = cluster.withoutWorker(directory)) {
                stopped.getBean(OffsetRecovery.class)
                        .set(Map.of(partition.toString(), String.valueOf(garbage.offset() + 1)));
            }
            assertClaimsAreAnswered(cluster);
        }
    }

    private void assertClaimsAreAnswered(OwnCluster cluster) {
        try (ApplicationContext worker = cluster.startWorker(directory, Map.of());
                Client client = new Client(cluster.bootstrapServers(), platform.registryUrl())) {
            worker.getBean(Worker.class).awaitRunning();
            String number = Numbers.next();
            Stream.of(
                            Requests.provision(number),
                            Requests.allocate(number, new Party(PartyType.OCCUPIER, "elm", "Elm")),
                            Requests.of(Action.NOMINATE_MAIN_NUMBER, number))
                    .forEach((ActionRequest request) -> {
                        assertThat(client.decided(request)).isInstanceOf(StateChange.class);
                    });
        }
    }

    private static long committed(OwnCluster cluster, TopicPartition partition) throws Exception {
        try (Admin admin = cluster.admin()) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets("ringfence")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition);
            return offset.offset();
        }
    }
}
