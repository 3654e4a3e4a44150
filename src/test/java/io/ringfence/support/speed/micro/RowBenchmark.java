package io.ringfence.support.speed.micro;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.AvroType;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.query.NumberRow;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;

/** A row of a listing, from what the store holds to what is shown. */
public class RowBenchmark extends NanosPerCall {
    private static final String STORE = "site-numbers";

    private final Serde<PhoneNumber> serde = AvroType.LISTED_NUMBER.serde(new AvroSerde(new InMemoryRegistry()));
    private final PhoneNumber number = Samples.ACTIVE.number();
    private final byte[] stored = serde.serializer().serialize(STORE, number);

    @Benchmark
    public PhoneNumber fromStore() {
        return serde.deserializer().deserialize(STORE, stored);
    }

    @Benchmark
    public byte[] toStore() {
        return serde.serializer().serialize(STORE, number);
    }

    @Benchmark
    public NumberRow row() {
        return NumberRow.of(number, Samples.RULES.offer(number, PartyAtSite.UNHEARD_OF, Samples.NOW));
    }

    @Benchmark
    public NumberRow explained() {
        return NumberRow.explained(number, Samples.RULES.offer(number, PartyAtSite.UNHEARD_OF, Samples.NOW));
    }
}
