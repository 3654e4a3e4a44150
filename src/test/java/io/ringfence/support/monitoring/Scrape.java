package io.ringfence.support.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus is told by a worker, in its text format. */
public record Scrape(List<Series> series) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    /** One line. */
    public record Series(String name, Map<String, String> labels, double value) {}

    public static Scrape parse(String text) {
        return new Scrape(text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(Scrape::series)
                .toList());
    }

    private static Series series(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.matches()) {
            throw new AssertionError("No series: " + line);
        }
        return new Series(found.group(1), labels(found.group(2)), value(found.group(3)));
    }

    private static Map<String, String> labels(String text) {
        return text == null
                ? Map.of()
                : LABEL.matcher(text)
                        .results()
                        .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
    }

    private static double value(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    public Set<String> names() {
        return series.stream().map(Series::name).collect(Collectors.toSet());
    }

    /** Those that have these labels, and others beside. */
    public List<Series> all(String name, Map<String, String> labels) {
        return series.stream()
                .filter(series -> series.name().equals(name))
                .filter(series -> series.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    public double sum(String name) {
        return all(name, Map.of()).stream().mapToDouble(Series::value).sum();
    }

    /** By the values of a label, those left out that are 0. */
    public Map<String, Double> by(String label, String name, Map<String, String> labels) {
        return all(name, labels).stream()
                .filter(series -> series.value() != 0)
                .collect(Collectors.toMap(series -> series.labels().get(label), Series::value, Double::sum));
    }

    @Override
    public String toString() {
        return series.size() + " series";
    }
}
