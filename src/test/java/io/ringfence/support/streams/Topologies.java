package io.ringfence.support.streams;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rules;
import io.ringfence.domain.StockPolicy;
import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Proceedings;
import io.ringfence.topology.RingfenceTopology;
import io.ringfence.topology.Rows;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;

/** The topology, where there is no cluster and nobody who listens. */
public final class Topologies {
    public static final Duration WINDOW = Duration.ofHours(24);
    public static final Duration ORDER_RETENTION = Duration.ofDays(90);
    public static final StockPolicy STOCK = new StockPolicy(5);
    public static final Rules RULES = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), Set.of());

    private static final Rows UNHEARD = new Rows() {
        @Override
        public void opened(int partition) {}

        @Override
        public void changed(String siteId, String phoneNumber, PhoneNumber row) {}

        @Override
        public void closed(int partition) {}
    };

    private Topologies() {}

    /** To be looked at. */
    public static Topology of(int partitions) {
        return of(new AvroSerde(new InMemoryRegistry()), RULES, partitions).build();
    }

    public static RingfenceTopology of(AvroSerde avro, Rules rules, int partitions) {
        return of(avro, rules, STOCK, partitions);
    }

    public static RingfenceTopology of(AvroSerde avro, Rules rules, StockPolicy stock, int partitions) {
        return of(avro, rules, stock, partitions, Proceedings.UNHEARD);
    }

    /** With somebody who hears of what is done. */
    public static RingfenceTopology of(
            AvroSerde avro, Rules rules, StockPolicy stock, int partitions, Proceedings proceedings) {
        return of(avro, rules, Optional.of(stock), partitions, proceedings);
    }

    /**
     * @param stock empty where nobody is told
     */
    public static RingfenceTopology of(
            AvroSerde avro, Rules rules, Optional<StockPolicy> stock, int partitions, Proceedings proceedings) {
        return new RingfenceTopology(
                avro,
                rules,
                new DedupeStore.Window(WINDOW),
                ORDER_RETENTION,
                stock,
                new Partitions(partitions),
                new NoCluster(),
                new FailOnInvalidTimestamp(),
                UNHEARD,
                proceedings);
    }
}
