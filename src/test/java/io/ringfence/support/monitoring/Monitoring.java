package io.ringfence.support.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** What this repository has for Prometheus, Grafana and people. */
public final class Monitoring {
    private static final Path DIRECTORY = Path.of("src", "main", "monitoring");
    private static final Path PAGE = Path.of("src", "site", "markdown", "metrics.md");

    private static final Pattern NO_METRIC = Pattern.compile("\\{[^}]*}|\\bby \\([^)]*\\)|\\[[^]]*]");
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z0-9]+)+\\b(?! ?\\()");
    private static final Pattern OURS = Pattern.compile("`(ringfence_[a-z_]+)");

    private Monitoring() {}

    /** A rule, and where what it means is said. */
    public record Alert(String name, String query, String runbook) {}

    @SuppressWarnings("unchecked") // As the file has it.
    public static List<Alert> alerts() throws IOException {
        try (Reader file =
                Files.newBufferedReader(DIRECTORY.resolve("prometheus").resolve("alerts.yml"))) {
            Map<String, List<Map<String, Object>>> rules = new Yaml().load(file);
            return rules.get("groups").stream()
                    .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                    .map(rule -> new Alert(
                            (String) rule.get("alert"),
                            (String) rule.get("expr"),
                            ((Map<String, String>) rule.get("annotations")).get("runbook")))
                    .toList();
        }
    }

    /** Of all panels. */
    public static List<String> queriesOfDashboard() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DIRECTORY.resolve("grafana/dashboards/ringfence.json").toFile());
        return dashboard.path("panels").findValuesAsText("expr");
    }

    /** The metrics that a query asks for. */
    public static Stream<String> metrics(String query) {
        return METRIC.matcher(NO_METRIC.matcher(query).replaceAll("")).results().map(metric -> metric.group());
    }

    /** The metrics of ours that the page names. */
    public static Set<String> metricsOnPage() throws IOException {
        return OURS.matcher(page()).results().map(name -> name.group(1)).collect(Collectors.toSet());
    }

    /** The headings of the page, as links name them. */
    public static Set<String> headingsOfPage() throws IOException {
        return page().lines()
                .filter(line -> line.startsWith("#"))
                .map(line ->
                        line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String page() throws IOException {
        return Files.readString(PAGE, StandardCharsets.UTF_8);
    }
}
