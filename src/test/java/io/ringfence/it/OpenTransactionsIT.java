package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.support.broker.OpenTransactions;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** A transaction that is planted and left open is found, at its partition and at its coordinator. */
@OnPlatform
class OpenTransactionsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Platform platform;
    private final String topic = "left-open-" + UUID.randomUUID();
    private final String id = "leaves-open-" + UUID.randomUUID();

    OpenTransactionsIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void isFoundUntilItEnds() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", platform.bootstrapServers(), "transactional.id", id),
                        new StringSerializer(),
                        new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "never committed"));
            producer.flush();

            assertThat(found(admin))
                    .containsExactlyInAnyOrder(topic + "-0 is committed up to 0 of 1", id + " is Ongoing");

            producer.abortTransaction();

            await().atMost(PATIENCE).until(() -> found(admin).isEmpty());
        }
    }

    /** The worker of the platform has transactions of its own. */
    private List<String> found(Admin admin) throws Exception {
        return new OpenTransactions(admin)
                .found().stream()
                        .filter(line -> line.contains(topic) || line.contains(id))
                        .toList();
    }
}
