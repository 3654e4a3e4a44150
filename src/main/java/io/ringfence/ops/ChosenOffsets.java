package io.ringfence.ops;

import io.ringfence.StartupException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What a caller chose, as offsets. */
record ChosenOffsets(Offsets offsets, Estate estate) {
    Map<TopicPartition, Long> of(Map<String, String> wanted) {
        Map<TopicPartition, Long> next = new HashMap<>();
        wanted.forEach((input, place) -> {
            List<TopicPartition> partitions = partitions(input);
            Map<TopicPartition, Long> places =
                    switch (place) {
                        case "earliest" -> offsets.first(partitions);
                        case "latest" -> offsets.end(partitions);
                        default ->
                            partitions.stream().collect(Collectors.toMap(partition -> partition, any -> offset(place)));
                    };
            next.putAll(places);
        });
        return next;
    }

    private List<TopicPartition> partitions(String input) {
        List<TopicPartition> found = estate.inputs().stream()
                .filter(partition ->
                        partition.toString().equals(input) || partition.topic().equals(input))
                .toList();
        if (found.isEmpty()) {
            throw new StartupException("%s is no partition that is read; topics: %s."
                    .formatted(
                            input,
                            estate.inputsByTopic().keySet().stream().sorted().collect(Collectors.joining(", "))));
        }
        return found;
    }

    private static long offset(String place) {
        try {
            return Long.parseLong(place);
        } catch (NumberFormatException e) {
            throw new StartupException(place + " is no offset, earliest or latest.", e);
        }
    }
}
