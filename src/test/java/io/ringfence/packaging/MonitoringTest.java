package io.ringfence.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.support.monitoring.Monitoring;
import io.ringfence.support.monitoring.Monitoring.Alert;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What Prometheus and Grafana are given. That a worker has what it asks for is tested where one runs. */
class MonitoringTest {
    private static final Path ALERT_TESTS = Path.of("src", "test", "monitoring", "alerts.yml");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    @Test
    void everyAlertIsExplained() throws IOException {
        List<Alert> alerts = Monitoring.alerts();

        assertThat(alerts).hasSizeGreaterThan(10).extracting(Alert::name).doesNotHaveDuplicates();
        assertThat(alerts)
                .extracting(Alert::runbook)
                .allMatch(runbook -> runbook.startsWith("metrics.md#"))
                .extracting(runbook -> runbook.replaceFirst(".*#", ""))
                .isSubsetOf(Monitoring.headingsOfPage());
    }

    @Test
    void everyAlertHasATest() throws IOException {
        String tests = Files.readString(ALERT_TESTS);

        assertThat(Monitoring.alerts()).extracting(Alert::name).allSatisfy(name -> assertThat(tests)
                .contains("name: " + name + "\n"));
    }

    /** By Prometheus itself. */
    @Test
    void everyAlertFiresWhenItIsDueAndNotBefore() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed here");
        Process process = new ProcessBuilder(PROMTOOL.toString(), "test", "rules", ALERT_TESTS.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    @SuppressWarnings("unchecked") // As the file has it.
    void whatIsMountedIsThere() throws IOException {
        Map<String, Map<String, Map<String, Object>>> compose;
        try (Reader file = Files.newBufferedReader(Path.of("docker-compose.yml"))) {
            compose = new Yaml().load(file);
        }

        assertThat(List.of("prometheus", "grafana"))
                .map(service -> compose.get("services").get(service))
                .flatMap(service -> (List<String>) service.get("volumes"))
                .hasSize(3)
                .extracting(volume -> Path.of(volume.replaceFirst(":.*", "")))
                .allMatch(Files::isDirectory);
    }
}
