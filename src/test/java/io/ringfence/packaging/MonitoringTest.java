package io.ringfence.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.support.monitoring.Monitoring;
import io.ringfence.support.monitoring.Monitoring.Alert;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What Prometheus and Grafana are given. That a worker has what it asks for is tested where one runs. */
class MonitoringTest {
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
