package io.ringfence.support.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/**
 * Runs a node of a Kafka cluster until standard input ends, and stops it in good order: arguments a file of settings,
 * and the file to write once the node is up.
 */
final class KafkaNodeMain {

    private KafkaNodeMain() {}

    public static void main(String[] args) throws IOException {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(Utils.loadProps(args[0]), false), Time.SYSTEM);
        server.startup();
        Files.createFile(Path.of(args[1]));
        System.in.transferTo(OutputStream.nullOutputStream());
        server.shutdown();
        server.awaitShutdown();
    }
}
