package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.StartupException;
import io.ringfence.ops.Worker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker does not start on topics on which it would decide wrong. */
@OnPlatform
class TopicCheckIT {
    private final Platform platform;

    @TempDir
    private Path directory;

    TopicCheckIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void otherNumberOfPartitionsIsRefused() {
        assertRefused(
                Map.of("ringfence.partitions", 3), "phone-number-actions has 6 partitions, ringfence.partitions is 3");
    }

    @Test
    void sendersClockIsRefused() throws Exception {
        set("CreateTime");
        try {
            assertRefused(Map.of(), "phone-number-actions has message.timestamp.type=CreateTime, not LogAppendTime");
        } finally {
            set("LogAppendTime");
        }
    }

    private void assertRefused(Map<String, Object> settings, String sentence) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("kafka.bootstrap.servers", platform.bootstrapServers());
        all.put("ringfence.avro.schema-registry-url", platform.registryUrl());
        all.put("ringfence.application-id", "refused");
        all.put("ringfence.state-directory", directory.toString());
        all.put("micronaut.server.port", -1);
        try (ApplicationContext context = ApplicationContext.run(all)) {
            context.getBean(EmbeddedServer.class).start();
            Worker worker = context.getBean(Worker.class);
            assertThatThrownBy(worker::start)
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(sentence);
        }
    }

    private void set(String timestampType) throws Exception {
        ConfigEntry entry = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, timestampType);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, "phone-number-actions"),
                            Set.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
