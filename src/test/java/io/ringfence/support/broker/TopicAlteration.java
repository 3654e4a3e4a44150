package io.ringfence.support.broker;

import io.ringfence.topology.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Gives a topic other settings than it was created with. */
public final class TopicAlteration {
    private TopicAlteration() {}

    public static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    public static AlterConfigOp unset(String name) {
        return new AlterConfigOp(new ConfigEntry(name, null), AlterConfigOp.OpType.DELETE);
    }

    /** Returns once they are taken. */
    public static void alter(Admin admin, Topics.Topic topic, AlterConfigOp... changes)
            throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(
                        Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), List.of(changes)))
                .all()
                .get();
    }
}
