package io.ringfence.avro;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schemas of this release. */
public final class Schemas {
    public static final Schema ACTION_REQUEST = ActionRequest.SCHEMA$;
    public static final Schema STATE_CHANGE = StateChange.SCHEMA$;
    public static final Schema REJECTION = Rejection.SCHEMA$;
    public static final Schema NUMBER_ENTRY = NumberEntry.SCHEMA$;
    public static final Schema NUMBER_EVENT = NumberEvent.SCHEMA$;
    public static final Schema CLAIM_ANSWER = ClaimAnswer.SCHEMA$;
    public static final Schema PHONE_NUMBER = PhoneNumber.SCHEMA$;
    public static final Schema SITE_COUNTS = SiteCounts.SCHEMA$;
    public static final Schema VOICE_SERVICE_ORDER = VoiceServiceOrder.SCHEMA$;
    public static final Schema VOICE_SERVICE_OUTCOME = VoiceServiceOutcome.SCHEMA$;
    public static final Schema ORDER_PROGRESS = OrderProgress.SCHEMA$;
    public static final Schema PICK = Pick.SCHEMA$;
    public static final Schema SITE = Site.SCHEMA$;
    public static final Schema FULFILMENT_REQUEST = FulfilmentRequest.SCHEMA$;
    public static final Schema FULFILMENT_RESULT = FulfilmentResult.SCHEMA$;
    public static final Schema ENTITLEMENT = Entitlement.SCHEMA$;
    public static final Schema ENTITLEMENT_NOTICE = EntitlementNotice.SCHEMA$;
    public static final Schema PARTY_SERVICES = PartyServices.SCHEMA$;
    public static final Schema SITE_STOCK = SiteStock.SCHEMA$;

    private static final Map<String, Schema> BY_NAME = Stream.of(
                    ACTION_REQUEST,
                    STATE_CHANGE,
                    REJECTION,
                    NUMBER_ENTRY,
                    NUMBER_EVENT,
                    CLAIM_ANSWER,
                    PHONE_NUMBER,
                    SITE_COUNTS,
                    VOICE_SERVICE_ORDER,
                    VOICE_SERVICE_OUTCOME,
                    ORDER_PROGRESS,
                    PICK,
                    SITE,
                    FULFILMENT_REQUEST,
                    FULFILMENT_RESULT,
                    ENTITLEMENT,
                    ENTITLEMENT_NOTICE,
                    PARTY_SERVICES,
                    SITE_STOCK)
            .collect(Collectors.toUnmodifiableMap(Schema::getFullName, Function.identity()));

    /** By identity: looked at with every record. */
    private static final Set<Schema> ALL = withParts(BY_NAME.values());

    private Schemas() {}

    /** The schema of that name; the given one where there is none. */
    static Schema orElse(Schema other) {
        return BY_NAME.getOrDefault(other.getFullName(), other);
    }

    /** Whether a value of this very schema, or part of a schema, can say nothing but what is known here. */
    static boolean isOne(Schema schema) {
        return ALL.contains(schema);
    }

    private static Set<Schema> withParts(Collection<Schema> schemas) {
        Set<Schema> parts = Collections.newSetFromMap(new IdentityHashMap<>());
        schemas.forEach(schema -> add(schema, parts));
        return parts;
    }

    private static void add(Schema schema, Set<Schema> parts) {
        if (parts.add(schema)) {
            switch (schema.getType()) {
                case RECORD -> schema.getFields().forEach(field -> add(field.schema(), parts));
                case UNION -> schema.getTypes().forEach(branch -> add(branch, parts));
                case ARRAY -> add(schema.getElementType(), parts);
                case MAP -> add(schema.getValueType(), parts);
                default -> {
                    // Has no parts.
                }
            }
        }
    }
}
