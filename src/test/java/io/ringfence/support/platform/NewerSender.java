package io.ringfence.support.platform;

import io.ringfence.avro.ToAvro;
import io.ringfence.domain.ActionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes with a version of the schema that no worker has met: to read it, each has to ask the registry. */
public record NewerSender(Client client, Schema schema) {
    public static NewerSender with(Client client) {
        Schema known = io.ringfence.avro.ActionRequest.SCHEMA$;
        List<Schema.Field> fields = new ArrayList<>();
        known.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field(
                "remark" + UUID.randomUUID().toString().replace("-", ""),
                Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING)),
                null,
                JsonProperties.NULL_VALUE));
        return new NewerSender(
                client, Schema.createRecord(known.getName(), known.getDoc(), known.getNamespace(), false, fields));
    }

    /** Registers the schema where it is the first. */
    public ProducerRecord<byte[], byte[]> encoded(ActionRequest request) {
        String topic = Client.topic(request);
        GenericRecord known = ToAvro.actionRequest(request);
        GenericRecord newer = new GenericData.Record(schema);
        known.getSchema().getFields().forEach(field -> newer.put(field.name(), known.get(field.name())));
        return new ProducerRecord<>(
                topic,
                Client.bytes(request.phoneNumber()),
                client.avro().serializer().serialize(topic, newer));
    }
}
