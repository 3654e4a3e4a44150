package io.ringfence.embedded;

import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.ringfence.StartupException;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.ops.Worker;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.ReadModel;
import io.ringfence.query.ReadModels;
import io.ringfence.query.RequestState;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/** Loads the sample estate the way any other system would: by publishing requests and looking at what came of them. */
@Singleton
public final class SampleEstate {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long POLL_MS = 20;

    private final KafkaDefaultConfiguration kafka;
    private final Serde<GenericRecord> avro;
    private final ReadModel readModel;
    private final Worker worker;
    private final Clock clock;

    SampleEstate(
            KafkaDefaultConfiguration kafka,
            Serde<GenericRecord> avro,
            ReadModels readModels,
            Worker worker,
            Clock clock) {
        this.kafka = kafka;
        this.avro = avro;
        this.readModel = readModels.active();
        this.worker = worker;
        this.clock = clock;
    }

    /**
     * Loads it unless the mark is there, and leaves the mark once all is decided. A load that was cut short is done
     * again: its requests have the same ids each time.
     */
    public void loadOnce(Path mark) {
        if (Files.exists(mark)) {
            return;
        }
        Properties settings = new Properties();
        settings.putAll(kafka.getConfig());
        Sample sample = new Sample(LocalDate.now(clock));
        try (KafkaProducer<String, GenericRecord> producer =
                new KafkaProducer<>(settings, new StringSerializer(), avro.serializer())) {
            decide(sample.provisioning(), producer);
            decide(sample.everydayLife(carryOut(sample.orders(), producer, settings)), producer);
        }
        leave(mark);
    }

    private void decide(List<ActionRequest> requests, KafkaProducer<String, GenericRecord> producer) {
        publish(requests.stream().map(SampleEstate::record).toList(), producer);
        requests.forEach(request -> await(() -> isDecided(request)));
    }

    private List<VoiceServiceOutcome> carryOut(
            List<VoiceServiceOrder> orders, KafkaProducer<String, GenericRecord> producer, Properties settings) {
        publish(orders.stream().map(SampleEstate::record).toList(), producer);
        try (OrderOutcomes outcomes = new OrderOutcomes(settings, avro)) {
            await(() -> outcomes.haveCome(orders));
            return outcomes.of(orders);
        }
    }

    private static void publish(
            List<ProducerRecord<String, GenericRecord>> records, KafkaProducer<String, GenericRecord> producer) {
        List<Future<RecordMetadata>> published =
                records.stream().map(producer::send).toList();
        producer.flush();
        try {
            for (Future<RecordMetadata> record : published) {
                record.get();
            }
        } catch (ExecutionException e) {
            throw new StartupException("The sample estate cannot be published: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static ProducerRecord<String, GenericRecord> record(ActionRequest request) {
        String topic = (request.channel() == Channel.PROVISIONING ? Topics.PROVISIONING : Topics.ACTIONS).name();
        return new ProducerRecord<>(topic, request.key(), ToAvro.actionRequest(request));
    }

    private static ProducerRecord<String, GenericRecord> record(VoiceServiceOrder order) {
        return new ProducerRecord<>(Topics.ORDERS.name(), order.key(), ToAvro.order(order));
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (worker.failure().isDone()) {
                throw new StartupException(
                        "The worker failed while it loaded the sample estate.",
                        worker.failure().join());
            }
            if (System.nanoTime() > deadline) {
                throw new StartupException(
                        "The sample estate was not decided within " + LIMIT.toSeconds() + " seconds.");
            }
            Utils.sleep(POLL_MS);
        }
    }

    private boolean isDecided(ActionRequest request) {
        try {
            return readModel
                    .request(request.phoneNumber(), request.requestId())
                    .filter(RequestState.Decided.class::isInstance)
                    .isPresent();
        } catch (NotQueryableException e) {
            return false;
        }
    }

    private static void leave(Path mark) {
        try {
            Files.createFile(mark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
