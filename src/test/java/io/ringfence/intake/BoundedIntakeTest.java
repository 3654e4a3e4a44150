package io.ringfence.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.support.requests.Requests;
import io.ringfence.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A producer whose brokers are nowhere blocks; nobody waits for it for ever, and no more than may. */
class BoundedIntakeTest {
    private static final int CROWD = 100;

    private final AvroSerde avro = new AvroSerde(new InMemoryRegistry());
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1", ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000),
            new StringSerializer(),
            new ByteArraySerializer());
    private final BoundedIntake gate = new BoundedIntake(new Intake(producer, avro.serializer()));

    @AfterEach
    void close() {
        gate.close();
        producer.close(Duration.ZERO);
        avro.close();
    }

    @Test
    void turnsAwayWhomThereIsNoRoomForAndHasRoomAgain() {
        List<CompletableFuture<Published>> inside = publish(BoundedIntake.MOST_AT_ONCE);
        List<CompletableFuture<Published>> tooMany = publish(CROWD);

        assertThat(tooMany).allSatisfy(sent -> assertThat(sent).isCompletedExceptionally());
        assertThat(tooMany).allSatisfy(sent -> assertThatThrownBy(sent::join).hasMessageContaining("Too many"));
        assertThat(inside).filteredOn(sent -> !sent.isDone()).hasSizeGreaterThan(CROWD);
        assertThat(inside).allSatisfy(sent -> assertThatThrownBy(sent::join).hasMessageNotContaining("Too many"));

        assertThatThrownBy(() -> publish(1).get(0).join()).hasMessageNotContaining("Too many");
    }

    /** Who goes away leaves the room taken until what was sent is settled: it may still arrive. */
    @Test
    void whoGivesUpMakesNoRoom() {
        publish(BoundedIntake.MOST_AT_ONCE).forEach(sent -> sent.cancel(true));

        assertThatThrownBy(() -> publish(1).get(0).join()).hasMessageContaining("Too many");
    }

    private List<CompletableFuture<Published>> publish(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> gate.publish(intake -> intake.publish(Requests.provision("+442079460001"), Trace.NONE)))
                .toList();
    }
}
