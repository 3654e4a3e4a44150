package io.ringfence.ops;

import io.micronaut.context.ApplicationContext;
import io.ringfence.global.GlobalStreams;
import io.ringfence.support.speed.ContenderTopology;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * Runs another topology with the settings that a worker would have, until standard input ends. Arguments: which, the file
 * to write once it takes records, and the settings of the worker, each as {@code name=value}.
 */
public final class ContenderProcess {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private ContenderProcess() {}

    public static void main(String[] args) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        for (String setting : List.of(args).subList(2, args.length)) {
            int at = setting.indexOf('=');
            settings.put(setting.substring(0, at), setting.substring(at + 1));
        }
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            StreamsConfiguration configuration = context.getBean(StreamsConfiguration.class);
            Properties properties = configuration.ofRebuild(
                    context.getBean(WorkerSettings.class).stateDirectory());
            properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
            ContenderTopology contender = ContenderTopology.valueOf(args[0]);
            try (KafkaStreams streams = new KafkaStreams(contender.build(), properties);
                    GlobalStreams history = new GlobalStreams(
                            "history", contender::history, configuration.ofGlobal("history"), STOP_TIMEOUT)) {
                streams.setUncaughtExceptionHandler(fault -> {
                    fault.printStackTrace();
                    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                });
                streams.setStateListener((state, before) -> {
                    if (state == KafkaStreams.State.RUNNING) {
                        mark(Path.of(args[1]));
                    }
                });
                if (contender.hasHistory()) {
                    history.start();
                }
                streams.start();
                System.in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private static void mark(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
