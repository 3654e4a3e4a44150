package io.ringfence.support.streams;

import io.ringfence.topology.Continuity;
import io.ringfence.topology.Position;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * For tests of the topology alone: there is no cluster to hold its state against, and a driver that starts
 * counts offsets anew.
 */
public final class NoCluster implements Continuity {
    @Override
    public Map<String, Position> check(Task task, Map<String, Position> saved) {
        Map<String, Position> positions = new HashMap<>(saved);
        task.inputs().forEach(input -> positions.put(input, new Position(Uuid.ZERO_UUID, 0)));
        return positions;
    }
}
