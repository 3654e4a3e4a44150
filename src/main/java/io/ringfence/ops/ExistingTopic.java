package io.ringfence.ops;

import io.ringfence.StartupException;
import org.apache.kafka.clients.admin.Config;

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
}
