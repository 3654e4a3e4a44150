package io.ringfence.console;

import io.micronaut.core.convert.ConversionService;
import io.ringfence.StartupException;
import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.FromAvro;
import io.ringfence.domain.Answer;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.Objection;
import io.ringfence.domain.Question;
import io.ringfence.intake.Intake;
import io.ringfence.topology.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * {@code platform [delay=2s] [failing=PATTERN]}: a voice platform to try fulfilment on. Answers each request some time after it
 * was made; fails those whose number and action, with a space between them, the pattern is found in.
 *
 * <p>Reads what is committed alone, and notes how far it has come once its answers are safe: killed, it answers some again,
 * which does no harm.
 */
final class ExamplePlatform {
    private static final String USAGE = "platform [delay=2s] [failing=PATTERN]";
    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Duration delay;
    private final Optional<Pattern> failing;
    private final KafkaConsumer<String, GenericRecord> requests;
    private final Intake results;
    private final Queue<ConsumerRecord<String, GenericRecord>> waiting = new ArrayDeque<>();

    private ExamplePlatform(
            Duration delay, Optional<Pattern> failing, KafkaConsumer<String, GenericRecord> requests, Intake results) {
        this.delay = delay;
        this.failing = failing;
        this.requests = requests;
        this.results = results;
    }

    static void run(Connection connection, List<String> args) {
        Map<String, String> fields = Arguments.fields(args, USAGE);
        Duration delay = delay(fields.remove("delay"));
        Optional<Pattern> failing =
                Optional.ofNullable(fields.remove("failing")).map(ExamplePlatform::pattern);
        if (!fields.isEmpty()) {
            throw new StartupException("Nobody knows " + fields.keySet() + ". Usage: " + USAGE);
        }
        try (AvroSerde avro = connection.avro();
                KafkaConsumer<String, GenericRecord> consumer =
                        new KafkaConsumer<>(settings(connection), new StringDeserializer(), avro.deserializer());
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(connection.clients(), new StringSerializer(), new ByteArraySerializer())) {
            consumer.assign(partitions(consumer));
            System.out.printf(
                    "Answers %s after %s%s.%n",
                    Topics.FULFILMENTS.name(),
                    delay,
                    failing.map(pattern -> ", and fails what " + pattern + " is found in")
                            .orElse(""));
            new ExamplePlatform(delay, failing, consumer, new Intake(producer, avro.serializer())).work();
        }
    }

    /**
     * All of them: as a member of its group it would, once killed, be waited for by the one that takes its place. Two at
     * once answer everything twice, which does no harm either.
     */
    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        List<TopicPartition> all = consumer.partitionsFor(Topics.FULFILMENTS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (all.isEmpty()) {
            throw new StartupException(Topics.FULFILMENTS.name() + " is not there; start a worker first.");
        }
        return all;
    }

    private static Map<String, Object> settings(Connection connection) {
        return connection.with(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                "ringfence-example-platform",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"));
    }

    /** Such as 2s or 500ms. */
    private static Duration delay(String text) {
        if (text == null) {
            return DEFAULT_DELAY;
        }
        return ConversionService.SHARED
                .convert(text, Duration.class)
                .filter(time -> !time.isNegative())
                .orElseThrow(() -> new StartupException("No time: delay=" + text + ". Usage: " + USAGE));
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new StartupException("No pattern: " + e.getMessage() + ". Usage: " + USAGE, e);
        }
    }

    private void work() {
        while (!Thread.currentThread().isInterrupted()) {
            requests.poll(POLL).forEach(waiting::add);
            answerThoseDue();
        }
    }

    private void answerThoseDue() {
        Map<TopicPartition, OffsetAndMetadata> answered = new HashMap<>();
        while (!waiting.isEmpty() && isDue(waiting.element())) {
            ConsumerRecord<String, GenericRecord> request = waiting.remove();
            answer(FromAvro.fulfilmentRequest(request.value()));
            answered.put(
                    new TopicPartition(request.topic(), request.partition()),
                    new OffsetAndMetadata(request.offset() + 1));
        }
        if (!answered.isEmpty()) {
            requests.commitSync(answered);
        }
    }

    private boolean isDue(ConsumerRecord<String, GenericRecord> request) {
        return !Instant.ofEpochMilli(request.timestamp()).plus(delay).isAfter(Instant.now());
    }

    private void answer(FulfilmentRequest request) {
        String what = request.phoneNumber() + " " + request.action();
        Optional<Objection> objection = failing.filter(
                        pattern -> pattern.matcher(what).find())
                .map(pattern -> new Objection.NotFulfilled("The example platform was told to fail " + what + "."));
        try {
            results.publishResult(
                            new Answer(request.requestId(), request.phoneNumber(), Question.FULFILMENT, objection))
                    .get();
            System.out.printf("%s %s%n", what, objection.isEmpty() ? "carried out" : "failed");
        } catch (ExecutionException e) {
            throw new StartupException("Not answered: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
