package io.ringfence.support.drill;

import io.ringfence.avro.FromAvro;
import io.ringfence.domain.Answer;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.Objection;
import io.ringfence.domain.Question;
import io.ringfence.support.platform.Client;
import io.ringfence.topology.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A voice platform that does all that an adapter should not: it reads what is not committed, fails some, answers some twice and
 * not the same, and some that nobody asked; and it goes away, and comes back.
 */
public final class VoicePlatform implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Client client;
    private final String bootstrapServers;
    private final AtomicInteger answered = new AtomicInteger();
    private final Thread work = new Thread(this::work, "voice-platform");
    private volatile boolean isAway;
    private volatile boolean isOver;

    public VoicePlatform(String bootstrapServers, Client client) {
        this.bootstrapServers = bootstrapServers;
        this.client = client;
        work.setDaemon(true);
        work.start();
    }

    public void leave() {
        isAway = true;
    }

    public void comeBack() {
        isAway = false;
    }

    public int answered() {
        return answered.get();
    }

    private void work() {
        try (KafkaConsumer<byte[], byte[]> requests = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            requests.assign(requests.partitionsFor(Topics.FULFILMENTS.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList());
            while (!isOver) {
                if (isAway) {
                    Thread.sleep(POLL.toMillis());
                } else {
                    answerAll(requests);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The registry may be away: what cannot be read yet is read again. */
    private void answerAll(KafkaConsumer<byte[], byte[]> requests) {
        for (ConsumerRecord<byte[], byte[]> record : requests.poll(POLL)) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (requests.position(partition) <= record.offset()) {
                continue;
            }
            try {
                answer(FromAvro.fulfilmentRequest(
                        client.avro().deserializer().deserialize(record.topic(), record.value())));
            } catch (RuntimeException e) {
                requests.seek(partition, record.offset());
            }
        }
    }

    private void answer(FulfilmentRequest request) {
        UUID id = request.requestId();
        boolean succeeded = !isOneOf(id, 4);
        if (isOneOf(id, 11)) {
            client.publishSoon(answer(UUID.randomUUID(), request, true));
        }
        client.publishSoon(answer(id, request, succeeded));
        if (isOneOf(id, 5)) {
            client.publishSoon(answer(id, request, !succeeded));
        }
        answered.incrementAndGet();
    }

    private static boolean isOneOf(UUID id, int many) {
        return Math.floorMod(id.hashCode(), many) == 0;
    }

    private static Answer answer(UUID id, FulfilmentRequest request, boolean succeeded) {
        return new Answer(
                id,
                request.phoneNumber(),
                Question.FULFILMENT,
                succeeded ? Optional.empty() : Optional.of(new Objection.NotFulfilled("Line fault.")));
    }

    @Override
    public void close() throws InterruptedException {
        isOver = true;
        work.join();
    }
}
