package io.ringfence.console;

import io.ringfence.StartupException;
import io.ringfence.avro.ActionRequest;
import io.ringfence.avro.AvroSerde;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;

/** {@code publish TOPIC field=value ...}: publishes one ActionRequest, keyed by its phone number. */
final class Publish {
    private static final String USAGE =
            "publish TOPIC phoneNumber=+44... siteId=... action=... requestedBy=... [allocateTo.type=... ...]";

    private Publish() {}

    static void run(Connection connection, List<String> args) {
        if (args.isEmpty()) {
            throw new StartupException("Usage: " + USAGE);
        }
        Map<String, String> fields = fields(args.subList(1, args.size()));
        fields.putIfAbsent("requestId", UUID.randomUUID().toString());
        GenericRecord request = request(fields);
        ProducerRecord<String, GenericRecord> published =
                new ProducerRecord<>(args.get(0), fields.get("phoneNumber"), request);
        try (AvroSerde avro = connection.avro();
                KafkaProducer<String, GenericRecord> producer = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers()),
                        new StringSerializer(),
                        avro.serializer())) {
            RecordMetadata at = producer.send(published).get();
            System.out.printf("%s to %s%n", request, at);
        } catch (KafkaException e) {
            throw new StartupException("Not published: " + e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new StartupException("Not published: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static GenericRecord request(Map<String, String> fields) {
        try {
            return new RecordFromFields(fields).of(ActionRequest.SCHEMA$);
        } catch (AvroRuntimeException | IllegalArgumentException | DateTimeException e) {
            throw new StartupException("No ActionRequest: " + e.getMessage() + ". Usage: " + USAGE, e);
        }
    }

    private static Map<String, String> fields(List<String> args) {
        Map<String, String> fields = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 1) {
                throw new StartupException("Not field=value: " + arg + ". Usage: " + USAGE);
            }
            fields.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        return fields;
    }
}
