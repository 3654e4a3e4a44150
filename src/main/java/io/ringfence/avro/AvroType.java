package io.ringfence.avro;

import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.OrderProgress;
import io.ringfence.domain.PartyServices;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Pick;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.VoiceServiceOrder;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What the stores hold as Avro.
 *
 * @param schema of the records
 * @param toAvro a value as a record
 * @param fromAvro a record as a value
 */
public record AvroType<T>(Schema schema, Function<T, GenericRecord> toAvro, Function<GenericRecord, T> fromAvro) {
    /** What is remembered of a number. */
    public static final AvroType<NumberEntry> NUMBER_ENTRY =
            new AvroType<>(Schemas.NUMBER_ENTRY, ToAvro::numberEntry, FromAvro::numberEntry);

    /** A number's state, as its site lists it. */
    public static final AvroType<PhoneNumber> LISTED_NUMBER =
            new AvroType<>(Schemas.PHONE_NUMBER, ToAvro::listedNumber, FromAvro::phoneNumber);

    /** The counts of a site. */
    public static final AvroType<SiteCounts> SITE_COUNTS =
            new AvroType<>(Schemas.SITE_COUNTS, ToAvro::siteCounts, FromAvro::siteCounts);

    /** An order that waits its turn. */
    public static final AvroType<VoiceServiceOrder> WAITING_ORDER =
            new AvroType<>(Schemas.VOICE_SERVICE_ORDER, ToAvro::order, FromAvro::order);

    /** How far an order is. */
    public static final AvroType<OrderProgress> ORDER_PROGRESS =
            new AvroType<>(Schemas.ORDER_PROGRESS, ToAvro::orderProgress, FromAvro::orderProgress);

    /** What a party is entitled to. */
    public static final AvroType<PartyServices> PARTY_SERVICES =
            new AvroType<>(Schemas.PARTY_SERVICES, ToAvro::partyServices, FromAvro::partyServices);

    /** A number that an order is about. */
    public static final AvroType<Pick> PICK = new AvroType<>(Schemas.PICK, ToAvro::pick, FromAvro::pick);

    /** Of the values, by way of their records. */
    public Serde<T> serde(Serde<GenericRecord> records) {
        Serializer<GenericRecord> serializer = records.serializer();
        Deserializer<GenericRecord> deserializer = records.deserializer();
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : serializer.serialize(topic, toAvro.apply(value)),
                (topic, bytes) -> bytes == null ? null : fromAvro.apply(deserializer.deserialize(topic, bytes)));
    }
}
