package io.ringfence.console;

import io.ringfence.StartupException;
import io.ringfence.avro.AvroSerde;
import io.ringfence.intake.InputType;
import io.ringfence.intake.Intake;
import io.ringfence.intake.Published;
import io.ringfence.topology.Topics;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** {@code publish TOPIC field=value ...}: publishes one record of what the topic takes, an ActionRequest where it is none of ours. */
final class Publish {
    private static final String USAGE = "publish TOPIC phoneNumber=+44... siteId=... action=... requestedBy=..."
            + " [allocateTo.type=... ...], or publish " + Topics.ORDERS.name()
            + " siteId=... type=... party.type=... party.id=... party.name=... requestedBy=... [quantity=... ...], or publish "
            + Topics.ENTITLEMENTS.name()
            + " siteId=... party.type=... party.id=... party.name=... voiceServices=..., or publish "
            + Topics.FULFILMENT_RESULTS.name()
            + " phoneNumber=+44... requestId=... succeeded=... [message=...], or publish "
            + Topics.SITE_DIRECTORY.name()
            + " siteId=... [name=... operator.type=... occupiers.0.type=... occupiers.0.id=... occupiers.0.name=... ...]";

    private Publish() {}

    static void run(Connection connection, List<String> args) {
        if (args.isEmpty()) {
            throw new StartupException("Usage: " + USAGE);
        }
        Map<String, String> fields = Arguments.fields(args.subList(1, args.size()), USAGE);
        InputType asked = InputType.on(args.get(0));
        asked.id().ifPresent(id -> fields.putIfAbsent(id, UUID.randomUUID().toString()));
        GenericRecord record = record(asked.schema(), fields);
        try (AvroSerde avro = connection.avro();
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(connection.clients(), new StringSerializer(), new ByteArraySerializer())) {
            Published at = new Intake(producer, avro.serializer())
                    .publish(args.get(0), record)
                    .get();
            System.out.printf("%s to %s%n", record, at);
        } catch (KafkaException e) {
            throw new StartupException("Not published: " + e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new StartupException("Not published: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static GenericRecord record(Schema schema, Map<String, String> fields) {
        try {
            return new RecordFromFields(fields).of(schema);
        } catch (AvroRuntimeException | IllegalArgumentException | DateTimeException e) {
            throw new StartupException("No " + schema.getName() + ": " + e.getMessage() + ". Usage: " + USAGE, e);
        }
    }
}
