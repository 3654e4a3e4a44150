package io.ringfence.query;

import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Rules;
import io.ringfence.support.streams.Topologies;
import io.ringfence.support.streams.TopologyFixture;
import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.Partitions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.state.QueryableStoreType;

/** The read model over the stores of a topology that a test drives. */
public final class DrivenReadModel {
    private DrivenReadModel() {}

    /** As of now: its time does not go on. */
    public static ReadModel over(TopologyFixture topology) {
        StoreAccess access = new StoreAccess() {
            @Override
            @SuppressWarnings("unchecked") // As the type of the store has it.
            public <S, R> R ask(String name, int partition, QueryableStoreType<S> type, Function<S, R> question) {
                return question.apply((S) topology.anyStore(name));
            }
        };
        return new LocalReadModel(
                new LocalStores(access, new Partitions(1)),
                new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), Set.of()),
                Topologies.STOCK,
                new DedupeStore.Window(TopologyFixture.WINDOW),
                topology.codec(),
                Clock.fixed(topology.now(), ZoneOffset.UTC),
                Optional.empty());
    }
}
