package io.ringfence.intake;

import io.ringfence.avro.FromAvro;
import io.ringfence.avro.Schemas;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.EntitlementKey;
import io.ringfence.topology.Topics;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** What the worker can be asked, or told. */
public enum InputType {
    /** A change of a number. */
    REQUEST(Schemas.ACTION_REQUEST, field("phoneNumber"), "requestId"),
    /** What a party gets or ends at a site. */
    ORDER(Schemas.VOICE_SERVICE_ORDER, field("siteId"), "orderId"),
    /** What became of what the voice platform was asked. */
    RESULT(Schemas.FULFILMENT_RESULT, field("phoneNumber"), null),
    /** How many of its numbers a party may have in service at a site. */
    ENTITLEMENT(Schemas.ENTITLEMENT, InputType::entitlementKey, null),
    /** What a site is called, and who is there. */
    SITE(Schemas.SITE, field("siteId"), null);

    private final Schema schema;
    private final Function<GenericRecord, String> key;
    private final String id;

    InputType(Schema schema, Function<GenericRecord, String> key, String id) {
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

    /** The field that tells one from another of the same key, where the sender makes it up. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** What its record is keyed by. */
    String key(GenericRecord asked) {
        return key.apply(asked);
    }

    private static Function<GenericRecord, String> field(String name) {
        return asked -> String.valueOf(asked.get(name));
    }

    private static String entitlementKey(GenericRecord asked) {
        Entitlement entitlement = FromAvro.entitlement(asked);
        return EntitlementKey.of(entitlement.siteId(), entitlement.party()).text();
    }
}
