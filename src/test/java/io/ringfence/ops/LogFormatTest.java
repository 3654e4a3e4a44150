package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The log as the worker writes it: text, or JSON where that is set. */
class LogFormatTest {
    private static final Path SHIPPED = Path.of("src/main/resources/logback.xml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID ID = UUID.fromString("7c3f9d4e-0000-4000-8000-000000000001");

    @Test
    void isTextUnlessToldOtherwise() throws JoranException {
        List<String> lines = logged("text");

        assertThat(lines.get(0)).endsWith(" INFO  Worker - Stream processing is \"RUNNING\",");
        assertThat(lines.get(1)).isEqualTo("was REBALANCING.");
        assertThat(lines.get(2)).endsWith(" INFO  Worker - Accepted. requestId=\"" + ID + "\" version=\"7\"");
        assertThat(lines).anyMatch(line -> line.startsWith("java.lang.IllegalStateException: boom"));
    }

    @Test
    void isAnObjectALineInJson() throws JoranException, IOException {
        List<String> lines = logged("json");

        assertThat(lines).hasSize(3);
        JsonNode first = JSON.readTree(lines.get(0));
        assertThat(Instant.parse(first.path("@timestamp").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(first.path("level").asText()).isEqualTo("INFO");
        assertThat(first.path("logger_name").asText()).isEqualTo("io.ringfence.ops.Worker");
        assertThat(first.path("thread_name").asText())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(first.path("message").asText()).isEqualTo("Stream processing is \"RUNNING\",\nwas REBALANCING.");
        JsonNode decision = JSON.readTree(lines.get(1));
        assertThat(decision.path("requestId").asText()).isEqualTo(ID.toString());
        assertThat(decision.path("version").longValue()).isEqualTo(7);
        JsonNode failure = JSON.readTree(lines.get(2));
        assertThat(failure.path("stack_trace").asText())
                .startsWith("java.lang.IllegalStateException: boom\n")
                .contains("LogFormatTest.java:");
    }

    private static List<String> logged(String format) throws JoranException {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("RINGFENCE_LOG_FORMAT", format);
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(SHIPPED.toFile());
            Logger logger = context.getLogger("io.ringfence.ops.Worker");
            logger.info("Stream processing is {},\nwas {}.", "\"RUNNING\"", "REBALANCING");
            logger.atInfo()
                    .addKeyValue("requestId", ID)
                    .addKeyValue("version", 7L)
                    .log("Accepted.");
            logger.error("The worker cannot go on.", new IllegalStateException("boom"));
        } finally {
            context.stop();
            System.setErr(before);
        }
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
