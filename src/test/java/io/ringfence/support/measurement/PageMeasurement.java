package io.ringfence.support.measurement;

import static org.awaitility.Awaitility.await;

import io.ringfence.support.browser.Browser;
import io.ringfence.support.platform.LosableRegistry;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Measures in a browser how soon a site of 10,000 numbers shows its first row, and a click its outcome on the row. Fails where
 * either is slower than a person would like. Broker, registry, worker and browser are on this machine.
 */
final class PageMeasurement implements AutoCloseable {
    private static final int PARTITIONS = 6;
    private static final int NUMBERS = 10_000;
    private static final int SAMPLES = 100;
    private static final int MOST_TO_FIRST_ROW = 300;
    private static final int MOST_TO_OUTCOME = 250;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SITE = "large";

    /** The first frame in which there is a row. */
    private static final String WATCH_FIRST_ROW = """
            (function look() {
                const row = document.querySelector('#rows tr');
                if (row && row.getClientRects().length) {
                    window.firstRow = performance.now();
                } else {
                    requestAnimationFrame(look);
                }
            })();
            """;

    /** From a click on Nominate, or on Undo after that, until the row says what came of it, and that is drawn. */
    private static final String CLICK = """
            const [id, selector, wanted, done] = arguments;
            const began = performance.now();
            (function look() {
                const note = document.querySelector('#' + id + ' .note');
                if (note && note.textContent.includes(wanted)) {
                    done(performance.now() - began);
                } else {
                    requestAnimationFrame(look);
                }
            })();
            document.querySelector(selector).click();
            """;

    private final MeasuredWorker worker;
    private final Browser browser;
    private final List<String> broken = new ArrayList<>();

    private PageMeasurement(LosableRegistry registry) throws Exception {
        worker = new MeasuredWorker(registry, PARTITIONS, List.of("-Xmx512m"), List.of());
        browser = Browser.start();
    }

    /** Takes a minute, and prints a line for each measurement. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("ringfence-page-registry");
        List<String> broken;
        try (LosableRegistry registry = LosableRegistry.start(directory);
                PageMeasurement measurement = new PageMeasurement(registry)) {
            measurement.provision();
            measurement.firstRow();
            measurement.outcome();
            broken = measurement.broken;
        }
        broken.forEach(System.out::println);
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    private void provision() {
        for (int i = 0; i < NUMBERS; i++) {
            worker.send(
                    Requests.provision("+4420%08d".formatted(70_000_000 + i)).withSiteId(SITE));
        }
        worker.flush();
        try (KafkaConsumer<byte[], byte[]> decided = worker.consumer(Topics.STATE_CHANGES)) {
            for (int read = 0; read < NUMBERS; ) {
                read += decided.poll(Duration.ofMillis(100)).count();
            }
        }
        await().atMost(PATIENCE).until(() -> {
            browser.open(page());
            return browser.text("#summary").equals("10,000 numbers");
        });
    }

    private void firstRow() {
        browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH_FIRST_ROW));
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            browser.open(page());
            browser.until("there is a row", () -> browser.run("return window.firstRow") != null);
            times.add(((Number) browser.run("return window.firstRow")).doubleValue());
        }
        report("to the first row", times, MOST_TO_FIRST_ROW);
    }

    private void outcome() {
        browser.awaitText("#live", "Live");
        String row = "n442070000000";
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            boolean nominates = i % 2 == 0;
            String control = "#" + row + (nominates ? "-NOMINATE_MAIN_NUMBER" : " .undo");
            browser.until("it can be clicked", () -> browser.has(control));
            times.add(((Number) browser.driver()
                            .executeAsyncScript(CLICK, row, control, nominates ? "Nominated" : "No main number"))
                    .doubleValue());
        }
        report("from a click to its outcome on the row", times, MOST_TO_OUTCOME);
    }

    private void report(String what, List<Double> times, int most) {
        List<Double> sorted = times.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        double nearlyAll = sorted.get(sorted.size() * 95 / 100);
        System.out.printf("%s: p50 %.0f ms, p95 %.0f ms%n", what, median, nearlyAll);
        if (median > most) {
            broken.add("%s: p50 %.0f ms is more than %d ms".formatted(what, median, most));
        }
    }

    private URI page() {
        return worker.url().resolve("/sites/" + SITE);
    }

    @Override
    public void close() throws Exception {
        browser.close();
        worker.close();
    }
}
