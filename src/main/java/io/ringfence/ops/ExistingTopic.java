package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.TopicSetting;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;

/** A topic as the cluster has it. */
record ExistingTopic(String name, int partitions, Config config) {
    void requirePartitions(int wanted) {
        if (partitions != wanted) {
            throw new StartupException(
                    "Topic %s has %d partitions, ringfence.partitions is %d.".formatted(name, partitions, wanted));
        }
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
