package io.ringfence.intake;

import io.ringfence.avro.Schemas;
import io.ringfence.topology.Topics;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** What the worker can be asked. */
public enum InputType {
    /** A change of a number. */
    REQUEST(Schemas.ACTION_REQUEST, "requestId", "phoneNumber"),
    /** What a party gets or ends at a site. */
    ORDER(Schemas.VOICE_SERVICE_ORDER, "orderId", "siteId");

    private final Schema schema;
    private final String id;
    private final String key;

    InputType(Schema schema, String id, String key) {
        this.schema = schema;
        this.id = id;
        this.key = key;
    }

    static InputType of(Schema schema) {
        return schema.getFullName().equals(ORDER.schema.getFullName()) ? ORDER : REQUEST;
    }

    /** What a topic takes; a request where it is none of ours. */
    public static InputType on(String topic) {
        return topic.equals(Topics.ORDERS.name()) ? ORDER : REQUEST;
    }

    public Schema schema() {
        return schema;
    }

    /** The field that tells one from another. */
    public String id() {
        return id;
    }

    /** What its record is keyed by. */
    String key(GenericRecord asked) {
        return String.valueOf(asked.get(key));
    }
}
