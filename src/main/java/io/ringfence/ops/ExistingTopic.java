package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.TopicSetting;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;

/** A topic as the cluster has it. */
record ExistingTopic(String name, int partitions, Config config) {
    void requirePartitions(int wanted) {
        if (partitions != wanted) {
            throw new StartupException(
                    "Topic %s has %d partitions, ringfence.partitions is %d.".formatted(name, partitions, wanted));
        }
    }

    /** All that it has. */
    List<TopicPartition> topicPartitions() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
    }

    String value(String setting) {
        return config.get(setting).value();
    }

    TopicSetting.Verdict verdict(TopicSetting setting) {
        return setting.judge(value(setting.name()));
    }

    /** Whether the value is the topic's own, not a default of the broker. */
    boolean sets(String setting) {
        return config.get(setting).source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
    }
}
