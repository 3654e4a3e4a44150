package io.ringfence.support.speed.micro;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.AvroType;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.query.NumberRow;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A row of a listing, from what the store holds to what is shown. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Thread)
public class RowBenchmark {
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
