package io.ringfence.support.measurement;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.support.platform.LosableRegistry;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.utils.Utils;

/**
 * Measures what disk an estate takes: of the brokers by topic, for each replica, and of a worker that has all partitions. First
 * for its numbers, then for what is asked of them.
 */
final class SizeMeasurement {
    private static final int PARTITIONS = 6;
    private static final int SITES = 300;
    private static final int NUMBERS = 100_000;
    private static final int ROUNDS = 4;

    private SizeMeasurement() {}

    /** Takes three minutes. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("ringfence-size");
        List<String> numbers = Stream.generate(Numbers::next).limit(NUMBERS).toList();
        List<ActionRequest> provisions = IntStream.range(0, NUMBERS)
                .mapToObj(i -> Requests.provision(numbers.get(i)).withSiteId("site-" + i % SITES))
                .toList();
        List<ActionRequest> requests = IntStream.range(0, ROUNDS * NUMBERS)
                .mapToObj(i -> Requests.of(i / NUMBERS % 2 == 0 ? Action.LOCK : Action.UNLOCK, numbers.get(i % NUMBERS))
                        .withSiteId("site-" + i % NUMBERS % SITES))
                .toList();
        try (LosableRegistry registry = LosableRegistry.start(directory);
                MeasuredWorker worker =
                        new MeasuredWorker(registry, PARTITIONS, List.of("-Xms512m", "-Xmx512m"), List.of());
                KafkaConsumer<byte[], byte[]> outcomes = worker.consumer(Topics.STATE_CHANGES)) {
            Map<String, Long> none = sizes(worker);
            decide(worker, outcomes, provisions);
            Map<String, Long> provisioned = sizes(worker);
            print("bytes a number", none, provisioned, NUMBERS);
            decide(worker, outcomes, requests);
            print("bytes a request", provisioned, sizes(worker), requests.size());
            worker.process().stop();
            System.out.printf(
                    "state directory: %d bytes a number, %d requests a number among them%n",
                    bytes(worker.state()) / NUMBERS, ROUNDS + 1);
        }
        Utils.delete(directory.toFile());
    }

    private static void decide(
            MeasuredWorker worker, KafkaConsumer<byte[], byte[]> outcomes, List<ActionRequest> requests) {
        requests.forEach(worker::send);
        worker.flush();
        for (int decided = 0; decided < requests.size(); ) {
            decided += outcomes.poll(Duration.ofMillis(100)).count();
        }
    }

    private static Map<String, Long> sizes(MeasuredWorker worker) throws Exception {
        return worker.logs().entrySet().stream()
                .collect(groupingBy(log -> log.getKey().topic(), TreeMap::new, summingLong(Map.Entry::getValue)));
    }

    private static void print(String what, Map<String, Long> before, Map<String, Long> after, int count) {
        after.forEach((topic, size) -> {
            long each = (size - before.getOrDefault(topic, 0L)) / count;
            if (each > 0) {
                System.out.printf("%s: %d on %s%n", what, each, topic);
            }
        });
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
