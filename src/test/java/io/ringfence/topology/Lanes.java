package io.ringfence.topology;

import io.ringfence.support.streams.Wire;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Records on their way: those of one lane in their order, and which lane comes next is anybody's choice. */
final class Lanes {
    private final Map<Wire.Lane, Deque<Wire>> waiting = new LinkedHashMap<>();

    void add(Wire wire) {
        waiting.computeIfAbsent(wire.lane(), lane -> new ArrayDeque<>()).add(wire);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean has(Wire.Lane lane) {
        return waiting.containsKey(lane);
    }

    Wire.Lane any(int choice) {
        List<Wire.Lane> lanes = List.copyOf(waiting.keySet());
        return lanes.get(choice % lanes.size());
    }

    Wire take(Wire.Lane lane) {
        Wire next = waiting.get(lane).remove();
        if (waiting.get(lane).isEmpty()) {
            waiting.remove(lane);
        }
        return next;
    }

    /** Those of a topic. */
    Stream<Wire> on(Topics.Topic topic) {
        return waiting.entrySet().stream()
                .filter(lane -> lane.getKey().topic().equals(topic))
                .flatMap(lane -> lane.getValue().stream());
    }
}
