package io.ringfence.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Producers that commit transactions one after the other until they are closed. The value of each record is the name of
 * its transaction.
 */
final class TransactionLoad implements AutoCloseable {

    static final int RECORDS_PER_TRANSACTION = 6;

    private static final Logger LOG = LoggerFactory.getLogger(TransactionLoad.class);

    private final Set<String> committed = ConcurrentHashMap.newKeySet();
    private final List<KafkaProducer<String, String>> producers;
    private final List<Thread> threads;
    private volatile boolean finishing;

    private TransactionLoad(List<KafkaProducer<String, String>> producers, String topic, String run) {
        this.producers = producers;
        this.threads = IntStream.range(0, producers.size())
                .mapToObj(i -> new Thread(() -> produce(producers.get(i), topic, name(run, i)), name(run, i)))
                .toList();
        threads.forEach(Thread::start);
    }

    /**
     * Starts the load.
     *
     * @param run makes the transactional ids and the names of the transactions unique
     */
    static TransactionLoad start(String bootstrapServers, String topic, int producers, String run) {
        return new TransactionLoad(producers(bootstrapServers, producers, run), topic, run);
    }

    /**
     * Has the transactions ended that were left open, and begins no other: the marker of a next transaction by the same
     * producer would also end one that the broker has lost.
     */
    static void endOpenTransactions(String bootstrapServers, int producers, String run) {
        for (KafkaProducer<String, String> producer : producers(bootstrapServers, producers, run)) {
            try (producer) {
                producer.initTransactions();
            }
        }
    }

    private static List<KafkaProducer<String, String>> producers(String bootstrapServers, int count, String run) {
        return IntStream.range(0, count)
                .mapToObj(i -> producer(bootstrapServers, name(run, i)))
                .toList();
    }

    private static String name(String run, int producer) {
        return run + "-" + producer;
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers, String transactionalId) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        transactionalId,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new StringSerializer(),
                new StringSerializer());
    }

    private void produce(KafkaProducer<String, String> producer, String topic, String name) {
        try {
            producer.initTransactions();
            for (int number = 0; !finishing; number++) {
                String transaction = name + "-" + number;
                producer.beginTransaction();
                for (int i = 0; i < RECORDS_PER_TRANSACTION; i++) {
                    Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, i, null, transaction));
                }
                producer.commitTransaction();
                committed.add(transaction);
            }
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("{} ends", name, e);
        }
    }

    /** The transactions whose commit was acknowledged, so far. */
    Set<String> committed() {
        return Set.copyOf(committed);
    }

    /** Ends after the transactions under way. */
    void finish() throws InterruptedException {
        finishing = true;
        join();
    }

    /** Cuts the transactions under way short, and leaves them open. */
    @Override
    public void close() throws InterruptedException {
        producers.forEach(producer -> producer.close(Duration.ZERO));
        join();
    }

    private void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
