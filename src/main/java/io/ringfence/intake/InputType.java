package io.ringfence.intake;

import io.ringfence.avro.Schemas;
import io.ringfence.topology.Topics;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** What the worker can be asked, or told. */
public enum InputType {
    /** A change of a number. */
    REQUEST(Schemas.ACTION_REQUEST, "phoneNumber", "requestId"),
    /** What a party gets or ends at a site. */
    ORDER(Schemas.VOICE_SERVICE_ORDER, "siteId", "orderId"),
    /** What a site is called, and who is there. */
    SITE(Schemas.SITE, "siteId", null);

    private final Schema schema;
    private final String key;
    private final String id;

    InputType(Schema schema, String key, String id) {
        this.schema = schema;
        this.key = key;
        this.id = id;
    }

    /** A request where it is none of ours. */
    static InputType of(Schema schema) {
        return Stream.of(values())
                .filter(type -> type.schema.getFullName().equals(schema.getFullName()))
                .findFirst()
                .orElse(REQUEST);
    }

    /** What a topic takes; a request where it is none of ours. */
    public static InputType on(String topic) {
        return Topics.OF_OTHERS.stream()
                .filter(ours -> ours.name().equals(topic))
                .findFirst()
                .map(ours -> of(ours.schemas().get(0)))
                .orElse(REQUEST);
    }

    public Schema schema() {
        return schema;
    }

    /** The field that tells one from another of the same key; empty where the last one holds. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** What its record is keyed by. */
    String key(GenericRecord asked) {
        return String.valueOf(asked.get(key));
    }
}
