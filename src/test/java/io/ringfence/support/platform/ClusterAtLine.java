package io.ringfence.support.platform;

import io.ringfence.support.broker.Line;
import java.util.Map;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A broker that some come to by a line that can be cut, and others directly. */
public final class ClusterAtLine {
    private ClusterAtLine() {}

    /** Who comes by the line is told to come by the line again. */
    public static KafkaClusterTestKit start(Line line) throws Exception {
        TestKitNodes nodes = new TestKitNodes.Builder()
                .setCombined(false)
                .setNumBrokerNodes(1)
                .setNumControllerNodes(1)
                .setPerServerProperties(Map.of(
                        0,
                        Map.of(
                                "listeners", "EXTERNAL://localhost:0,LINE://localhost:0",
                                "advertised.listeners", "EXTERNAL://localhost:0,LINE://localhost:" + line.port(),
                                "listener.security.protocol.map",
                                        "EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,LINE:PLAINTEXT")))
                .build();
        KafkaClusterTestKit cluster = new KafkaClusterTestKit.Builder(nodes)
                .setConfigProp("offsets.topic.replication.factor", "1")
                .setConfigProp("offsets.topic.num.partitions", "1")
                .setConfigProp("transaction.state.log.replication.factor", "1")
                .setConfigProp("transaction.state.log.min.isr", "1")
                .setConfigProp("transaction.state.log.num.partitions", "1")
                .setConfigProp("group.initial.rebalance.delay.ms", "0")
                .setConfigProp("group.min.session.timeout.ms", "500")
                .setConfigProp("auto.create.topics.enable", "false")
                .build();
        cluster.format();
        cluster.startup();
        cluster.waitForReadyBrokers();
        line.leadTo(cluster.brokers().get(0).boundPort(new ListenerName("LINE")));
        return cluster;
    }
}
