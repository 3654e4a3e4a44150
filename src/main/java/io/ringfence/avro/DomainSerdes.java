package io.ringfence.avro;

import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.OrderProgress;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Pick;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.VoiceServiceOrder;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** Serdes of what the stores hold, over whatever Avro serde is configured. */
public final class DomainSerdes {
    private final Serializer<GenericRecord> serializer;
    private final Deserializer<GenericRecord> deserializer;

    public DomainSerdes(Serde<GenericRecord> avro) {
        this.serializer = avro.serializer();
        this.deserializer = avro.deserializer();
    }

    /** What is remembered of a number. */
    public Serde<NumberEntry> numberEntry() {
        return mapped(ToAvro::numberEntry, FromAvro::numberEntry);
    }

    /** A number's state, as its site lists it. */
    public Serde<PhoneNumber> listedNumber() {
        return mapped(ToAvro::listedNumber, FromAvro::phoneNumber);
    }

    /** The counts of a site. */
    public Serde<SiteCounts> siteCounts() {
        return mapped(ToAvro::siteCounts, FromAvro::siteCounts);
    }

    /** How far an order is. */
    public Serde<OrderProgress> orderProgress() {
        return mapped(ToAvro::orderProgress, FromAvro::orderProgress);
    }

    /** A number that an order is about. */
    public Serde<Pick> pick() {
        return mapped(ToAvro::pick, FromAvro::pick);
    }

    /** An order that waits its turn; its key is its site. */
    public Serde<VoiceServiceOrder> order() {
        return mapped(ToAvro::order, value -> {
            VoiceServiceOrder order = FromAvro.order(value);
            return order.withKey(order.siteId());
        });
    }

    private <T> Serde<T> mapped(Function<T, GenericRecord> toAvro, Function<GenericRecord, T> fromAvro) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : serializer.serialize(topic, toAvro.apply(value)),
                (topic, bytes) -> bytes == null ? null : fromAvro.apply(deserializer.deserialize(topic, bytes)));
    }
}
