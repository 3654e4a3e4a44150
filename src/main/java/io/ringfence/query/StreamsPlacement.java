package io.ringfence.query;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.ringfence.topology.Partitions;
import io.ringfence.topology.StateStores;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;

/** What Kafka Streams tells every instance of a group with the assignment of partitions. */
@Singleton
final class StreamsPlacement implements Placement {
    private final KafkaStreams streams;
    private final Partitions partitions;
    private final HostInfo self;

    /**
     * @param self as this instance is known to the others
     */
    StreamsPlacement(KafkaStreams streams, Partitions partitions, HostInfo self) {
        this.streams = streams;
        this.partitions = partitions;
        this.self = self;
    }

    @Override
    public Location ofNumber(String phoneNumber) {
        return location(StateStores.NUMBERS.name(), partitions.owner(phoneNumber));
    }

    @Override
    public Location ofSite(String siteId) {
        return location(StateStores.SITES.name(), partitions.owner(siteId));
    }

    @Override
    public Map<Location, Set<Integer>> ofAllSites() {
        return partitions
                .all()
                .boxed()
                .collect(groupingBy(partition -> location(StateStores.SITES.name(), partition), toSet()));
    }

    private Location location(String store, int partition) {
        if (!streams.state().isRunningOrRebalancing()) {
            return Location.UNKNOWN;
        }
        StreamPartitioner<Integer, Object> itself = (topic, key, value, count) -> Optional.of(Set.of(key));
        try {
            return location(streams.queryMetadataForKey(store, partition, itself));
        } catch (IllegalStateException e) { // Ended since it was asked for its state.
            return Location.UNKNOWN;
        }
    }

    private Location location(KeyQueryMetadata metadata) {
        if (metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            return Location.UNKNOWN;
        }
        HostInfo active = metadata.activeHost();
        return new Location(
                active.equals(self),
                Optional.of(active).filter(this::isAnother).map(StreamsPlacement::instance),
                metadata.standbyHosts().stream()
                        .filter(this::isAnother)
                        .map(StreamsPlacement::instance)
                        .toList());
    }

    private boolean isAnother(HostInfo host) {
        return !host.equals(self) && !host.equals(HostInfo.unavailable());
    }

    private static Instance instance(HostInfo host) {
        return new Instance(host.host(), host.port());
    }
}
