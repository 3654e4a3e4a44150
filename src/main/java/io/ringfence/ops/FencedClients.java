package io.ringfence.ops;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Clients whose every transaction is held against the group. What fences a thread that others have replaced are the offsets
 * that it commits, and it commits none where it has had no record yet: what it does by the clock meanwhile, over the state that
 * it takes for the last, would be taken.
 */
final class FencedClients implements KafkaClientSupplier {
    private final Map<String, Consumer<byte[], byte[]>> consumers = new ConcurrentHashMap<>();

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        return new FencedProducer(settings, thread(settings, ProducerConfig.CLIENT_ID_CONFIG));
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        Consumer<byte[], byte[]> consumer = consumer(settings);
        consumers.put(thread(settings, ConsumerConfig.CLIENT_ID_CONFIG), consumer);
        return consumer;
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return consumer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return consumer(settings);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Kafka Streams calls its clients by their thread, and then by what they are. */
    private static String thread(Map<String, Object> settings, String property) {
        String id = (String) settings.get(property);
        return id.substring(0, id.lastIndexOf('-'));
    }

    private final class FencedProducer extends KafkaProducer<byte[], byte[]> {
        private final String thread;
        private boolean hasSent;

        private FencedProducer(Map<String, Object> settings, String thread) {
            super(settings, new ByteArraySerializer(), new ByteArraySerializer());
            this.thread = thread;
        }

        @Override
        public void beginTransaction() {
            hasSent = false;
            super.beginTransaction();
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> sent, Callback callback) {
            hasSent = true;
            return super.send(sent, callback);
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata member) {
            super.sendOffsetsToTransaction(offsets.isEmpty() && hasSent ? anyCommitted() : offsets, member);
        }

        /** As it is: whoever may commit it again is still the one to write. */
        private Map<TopicPartition, OffsetAndMetadata> anyCommitted() {
            Consumer<byte[], byte[]> consumer = consumers.get(thread);
            return consumer.committed(consumer.assignment()).entrySet().stream()
                    .filter(partition -> partition.getValue() != null)
                    .findFirst()
                    .map(partition -> Map.of(partition.getKey(), partition.getValue()))
                    // Start-up commits for every input; a thread that has none has nothing to write for.
                    .orElseThrow(CommitFailedException::new);
        }
    }
}
