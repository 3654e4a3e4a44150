package io.ringfence.embedded;

import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.ringfence.StartupException;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.intake.Intake;
import io.ringfence.intake.Published;
import io.ringfence.ops.Worker;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.ReadModel;
import io.ringfence.query.ReadModels;
import io.ringfence.query.RequestState;
import io.ringfence.trace.Trace;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;

/** Loads the sample estate the way any other system would: by publishing requests and looking at what came of them. */
@Singleton
public final class SampleEstate {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long POLL_MS = 20;

    private final Intake intake;
    private final KafkaDefaultConfiguration kafka;
    private final Serde<GenericRecord> avro;
    private final ReadModel readModel;
    private final Worker worker;
    private final Clock clock;

    SampleEstate(
            Intake intake,
            KafkaDefaultConfiguration kafka,
            Serde<GenericRecord> avro,
            ReadModels readModels,
            Worker worker,
            Clock clock) {
        this.intake = intake;
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
        Sample sample = new Sample(LocalDate.now(clock));
        publish(() -> sample.directory().stream().map(intake::publish));
        decide(sample.provisioning());
        decide(sample.everydayLife(carryOut(sample.orders())));
        leave(mark);
    }

    private void decide(List<ActionRequest> requests) {
        publish(() -> requests.stream().map(asked -> intake.publish(asked, Trace.NONE)));
        requests.forEach(request -> await(() -> isDecided(request)));
    }

    private List<VoiceServiceOutcome> carryOut(List<VoiceServiceOrder> orders) {
        publish(() -> orders.stream().map(asked -> intake.publish(asked, Trace.NONE)));
        Properties settings = new Properties();
        settings.putAll(kafka.getConfig());
        try (OrderOutcomes outcomes = new OrderOutcomes(settings, avro)) {
            await(() -> outcomes.haveCome(orders));
            return outcomes.of(orders);
        }
    }

    /** Over again where a broker that has just started takes longer than the intake waits: the ids are the same. */
    private void publish(Supplier<Stream<CompletableFuture<Published>>> sends) {
        await(() -> isPublished(sends.get()));
    }

    private static boolean isPublished(Stream<CompletableFuture<Published>> sends) {
        try {
            CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).join();
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw new StartupException("The sample estate cannot be published: " + e.getCause(), e);
        }
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
                    .request(request.phoneNumber(), request.requestId(), Optional.empty())
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
