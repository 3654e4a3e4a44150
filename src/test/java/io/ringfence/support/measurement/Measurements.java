package io.ringfence.support.measurement;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.FromAvro;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures, for a few commit intervals, how long a decision takes from being published to being read by a
 * read_committed consumer, and how many requests are decided a second. Broker, registry and worker are on this machine.
 */
final class Measurements implements AutoCloseable {
    private static final List<Integer> COMMIT_INTERVALS = List.of(250, 20, 10);
    private static final int SAMPLES = 500;
    private static final int LOAD_NUMBERS = 2_000;
    private static final int LOAD_ROUNDS = 50;
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(30);

    private final AvroSerde avro = new AvroSerde();
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final Random random = new Random(1);

    private Measurements(Platform platform) {
        url = platform.url();
        avro.configure(Map.of("schema.registry.url", platform.registryUrl()), false);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", platform.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", platform.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> outcomes = Stream.of(Topics.STATE_CHANGES, Topics.REJECTIONS)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(outcomes);
        consumer.seekToBeginning(outcomes);
    }

    /** Takes a few minutes, and prints a line for each commit interval. */
    public static void main(String[] args) {
        System.out.println(
                "commit interval | one hop p50, p99 | the same by POST p50, p99 | three hops p50, p99 | requests a second");
        for (int interval : COMMIT_INTERVALS) {
            try (Platform platform = Platform.start(Map.of("ringfence.streams.commit.interval.ms", interval));
                    Measurements measurements = new Measurements(platform)) {
                long perSecond = measurements.throughput();
                System.out.printf(
                        "%d ms | %s | %s | %s | %d%n",
                        interval,
                        percentiles(measurements.latencies(measurements.locks())),
                        percentiles(measurements.posted(measurements.locks())),
                        percentiles(measurements.latencies(measurements.claims())),
                        perSecond);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Also warms everything up. */
    private long throughput() {
        List<String> numbers =
                IntStream.range(0, LOAD_NUMBERS).mapToObj(i -> Numbers.next()).toList();
        decide(numbers.stream().map(Requests::provision).toList());
        List<ActionRequest> load = IntStream.range(0, LOAD_ROUNDS)
                .boxed()
                .flatMap(round -> numbers.stream()
                        .map(number -> Requests.of(round % 2 == 0 ? Action.LOCK : Action.UNLOCK, number)))
                .toList();
        long begin = System.nanoTime();
        decide(load);
        return load.size() * 1_000_000_000L / (System.nanoTime() - begin);
    }

    private void decide(List<ActionRequest> requests) {
        requests.forEach(request -> producer.send(record(request)));
        for (int decided = 0; decided < requests.size(); ) {
            decided += consumer.poll(Duration.ofMillis(100)).count();
        }
    }

    /** One hop: the number decides alone. */
    private List<ActionRequest> locks() {
        List<String> numbers =
                IntStream.range(0, SAMPLES).mapToObj(i -> Numbers.next()).toList();
        decide(numbers.stream().map(Requests::provision).toList());
        return numbers.stream().map(number -> Requests.of(Action.LOCK, number)).toList();
    }

    /** Three hops: the number asks its site, which answers. */
    private List<ActionRequest> claims() {
        List<String> numbers =
                IntStream.range(0, SAMPLES).mapToObj(i -> Numbers.next()).toList();
        decide(numbers.stream().map(Requests::provision).toList());
        decide(numbers.stream()
                .map(number -> Requests.of(Action.NOMINATE_MAIN_NUMBER, number))
                .toList());
        return numbers.stream()
                .map(number -> Requests.allocate(
                        number, new Party(PartyType.OCCUPIER, UUID.randomUUID().toString(), "Any")))
                .toList();
    }

    /** In milliseconds. The pauses are random, so that no sample falls in step with the commits. */
    private long[] latencies(List<ActionRequest> requests) {
        Map<UUID, Long> sent = new HashMap<>();
        List<Long> latencies = new ArrayList<>();
        List<ActionRequest> left = new ArrayList<>(requests);
        long next = System.nanoTime();
        while (latencies.size() < requests.size()) {
            if (!left.isEmpty() && System.nanoTime() >= next) {
                ActionRequest request = left.remove(0);
                sent.put(request.requestId(), System.nanoTime());
                producer.send(record(request));
                next += (long) (BETWEEN_SAMPLES.toNanos() * 2 * random.nextDouble());
            }
            consumer.poll(Duration.ofMillis(1)).forEach(record -> {
                long received = System.nanoTime();
                UUID id = Requests.idOf(FromAvro.outcome(avro.deserializer().deserialize(null, record.value())));
                // Those that were asked over HTTP come too.
                Optional.ofNullable(sent.get(id)).ifPresent(at -> latencies.add((received - at) / 1_000_000));
            });
            LockSupport.parkNanos(100_000);
        }
        return latencies.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** From asking over HTTP to its answer, in milliseconds; pauses as above. */
    private long[] posted(List<ActionRequest> requests) throws IOException, InterruptedException {
        long[] latencies = new long[requests.size()];
        for (int i = 0; i < latencies.length; i++) {
            LockSupport.parkNanos((long) (BETWEEN_SAMPLES.toNanos() * 2 * random.nextDouble()));
            ActionRequest request = requests.get(i);
            HttpRequest post = HttpRequest.newBuilder(
                            url.resolve("/api/phone-numbers/" + request.phoneNumber() + "/requests"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"action\":\"%s\",\"siteId\":\"%s\",\"requestedBy\":\"measurement\"}"
                                    .formatted(request.action(), request.siteId())))
                    .build();
            long sent = System.nanoTime();
            HttpResponse<String> answer = http.send(post, HttpResponse.BodyHandlers.ofString());
            latencies[i] = (System.nanoTime() - sent) / 1_000_000;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
        }
        Arrays.sort(latencies);
        return latencies;
    }

    private ProducerRecord<byte[], byte[]> record(ActionRequest request) {
        String topic = Client.topic(request);
        return new ProducerRecord<>(
                topic,
                Client.bytes(request.phoneNumber()),
                avro.serializer().serialize(topic, ToAvro.actionRequest(request)));
    }

    private static String percentiles(long[] sorted) {
        return "%d, %d ms".formatted(sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close();
        avro.close();
    }
}
