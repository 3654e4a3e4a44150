package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.StateChange;
import io.ringfence.ops.Worker;
import io.ringfence.support.history.Chronicle;
import io.ringfence.support.history.Fold;
import io.ringfence.support.platform.Listed;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Topics;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An estate that ran before there was a history has one from its first change on. */
@OnPlatform
class HistoryOfBeforeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final File SCHEMA_OF_BEFORE = new File("schemas/history/StateChange/1.avsc");

    /** Magic byte and schema id. */
    private static final int FRAME = 5;

    private final Platform platform;

    @TempDir
    private Path directory;

    HistoryOfBeforeIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    @Tag("long")
    void isReadFromTheStateChangesThatAreThere() throws Exception {
        List<StateChange> changes = Chronicle.locksAndUnlocks(3, 20);
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl())) {
            try (ApplicationContext before = cluster.startWorker(directory, Map.of())) {
                before.getBean(Worker.class).awaitRunning();
            }
            write(cluster, changes);
            assertPast(cluster, changes);
            Utils.delete(directory.toFile());
            assertPast(cluster, changes);
        }
    }

    private void assertPast(OwnCluster cluster, List<StateChange> changes) {
        Fold fold = new Fold(changes);
        String site = changes.get(0).siteId();
        try (ApplicationContext now = cluster.startWorker(directory, Map.of())) {
            URI url = now.getBean(EmbeddedServer.class).getURI();
            for (Instant moment : fold.moments(site)) {
                await().pollDelay(Duration.ZERO)
                        .atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                        .untilAsserted(() -> assertThat(Listed.at(url, site, moment))
                                .as("at %s", moment)
                                .isEqualTo(fold.at(site, moment)));
            }
        }
    }

    /** As the release before did: in transactions, one of which came to nothing, by its schema. */
    private void write(OwnCluster cluster, List<StateChange> changes) throws IOException {
        try (AvroSerde avro = new AvroSerde();
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "before"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            avro.configure(Map.of("schema.registry.url", platform.registryUrl()), false);
            Schema schema = new Schema.Parser().parse(SCHEMA_OF_BEFORE);
            producer.initTransactions();
            producer.beginTransaction();
            for (StateChange change : changes) {
                producer.send(record(change, avro, schema));
            }
            producer.commitTransaction();
            producer.beginTransaction();
            StateChange never = Chronicle.locksAndUnlocks(4, 0).get(3);
            producer.send(record(never, avro, schema));
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(StateChange change, AvroSerde avro, Schema schema)
            throws IOException {
        return new ProducerRecord<>(
                Topics.STATE_CHANGES.name(),
                new Partitions(OwnCluster.PARTITIONS).owner(change.phoneNumber()),
                change.changedAt().toEpochMilli(),
                change.phoneNumber().getBytes(StandardCharsets.UTF_8),
                avro.serializer().serialize(Topics.STATE_CHANGES.name(), by(schema, avro, change)));
    }

    private static GenericRecord by(Schema schema, AvroSerde avro, StateChange change) throws IOException {
        GenericRecord record = ToAvro.outcome(change);
        byte[] framed = avro.serializer().serialize(Topics.STATE_CHANGES.name(), record);
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(framed, FRAME, framed.length - FRAME, null);
        return new GenericDatumReader<GenericRecord>(record.getSchema(), schema).read(null, decoder);
    }
}
