package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Outcome;
import io.ringfence.ops.Worker;
import io.ringfence.query.Placement;
import io.ringfence.support.broker.Line;
import io.ringfence.support.browser.Browser;
import io.ringfence.support.browser.InBrowser;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.ClusterAtLine;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/** Whatever goes away while a page is open: it is shown as what it is, nothing is lost or done twice, and the page recovers. */
@InBrowser
@OnPlatform
class PageFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;

    @TempDir
    private static Path directory;

    private static Line toBroker;
    private static Line toWorker;
    private static KafkaClusterTestKit cluster;
    private static String registryUrl;
    private static ApplicationContext worker;
    private static Browser browser;

    private final String siteId = "faults-" + UUID.randomUUID();
    private final List<String> numbers = Stream.generate(Numbers::next).limit(4).toList();

    @BeforeAll
    static void start(Platform platform) throws Exception {
        toBroker = new Line();
        toWorker = new Line();
        cluster = ClusterAtLine.start(toBroker);
        registryUrl = platform.registryUrl();
        worker = startWorker("first");
        toWorker.leadTo(port(worker));
        browser = Browser.start();
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        worker.close();
        cluster.close();
        toWorker.close();
        toBroker.close();
    }

    @BeforeEach
    void provision() {
        decided(numbers.stream().map(Requests::provision).toList());
        open(siteId, "4 numbers");
    }

    private static void open(String site, String summary) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            browser.open(URI.create("http://127.0.0.1:" + toWorker.port() + "/sites/" + site));
            return browser.text("#summary").startsWith(summary);
        });
        browser.awaitText("#live", "Live");
    }

    @Test
    void aNetworkThatIsGoneForAWhileHasWhatWasAskedDoneOnce() {
        String number = numbers.get(0);
        String another = numbers.get(1);
        toWorker.cut(Line.Cut.HANG_UP);
        browser.awaitText("#live", "Connection lost");
        browser.click(control(number, Action.NOMINATE_MAIN_NUMBER));
        browser.awaitText(row(number), "The worker cannot be reached; asking again.");
        decided(List.of(Requests.of(Action.NOMINATE_MAIN_NUMBER, another)));

        toWorker.mend();
        browser.awaitText(row(number), "Nominated as main number.");
        browser.awaitText("#live", "Live");
        browser.awaitText(row(another), "Remove");
        assertThat(outcomes(number)).hasSize(2);
    }

    @Test
    @Tag("long")
    void whatArrivesLateAfterItWasAskedAgainIsDoneOnce() {
        String number = numbers.get(0);
        toWorker.cut(Line.Cut.SILENCE);
        browser.click(control(number, Action.NOMINATE_MAIN_NUMBER));
        browser.awaitText(row(number), "asking again");

        toWorker.mend();
        browser.awaitText(row(number), "Nominated as main number.");
        assertThat(outcomes(number)).hasSize(2);
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgain() {
        String number = numbers.get(0);
        // The request arrives, and its answer does not.
        browser.run("""
                const send = XMLHttpRequest.prototype.send;
                let lost = false;
                XMLHttpRequest.prototype.send = function (body) {
                    if (!lost) {
                        lost = true;
                        const twin = new XMLHttpRequest();
                        twin.open('POST', document.querySelector(arguments_form).getAttribute('action'));
                        twin.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
                        twin.setRequestHeader('HX-Request', 'true');
                        send.call(twin, body);
                        twin.onloadend = () => this.dispatchEvent(new ProgressEvent('error'));
                        return;
                    }
                    send.call(this, body);
                };
                """.replace("arguments_form", "'#form-n" + number.substring(1) + "'"));
        browser.click(control(number, Action.NOMINATE_MAIN_NUMBER));

        browser.awaitText(row(number), "asking again");
        browser.awaitText(row(number), "Nominated as main number.");
        assertThat(outcomes(number)).hasSize(2);
    }

    @Test
    void aBrokerThatIsAwayIsSaidAndAskedAgainOnce() {
        String number = numbers.get(0);
        toBroker.cut(Line.Cut.HANG_UP);
        browser.click(control(number, Action.NOMINATE_MAIN_NUMBER));
        browser.awaitText(row(number), "The brokers did not take it in time");

        toBroker.mend();
        browser.awaitText(row(number), "Nominated as main number.");
        assertThat(outcomes(number)).hasSize(2);
    }

    @Test
    void aWorkerThatStartsAgainIsFoundAgainAndWhatHappenedMeanwhileIsShown() {
        String number = numbers.get(0);
        worker.close();
        browser.awaitText("#live", "Connection lost");
        ActionRequest meanwhile = here(Requests.allocate(number, Requests.ACORN));
        publish(meanwhile);

        worker = startWorker("first");
        toWorker.leadTo(port(worker));
        browser.awaitText("#live", "Live");
        browser.awaitText(row(number), "Reserved", "Acorn Analytics");
        browser.click(control(number, Action.ACTIVATE));
        browser.awaitText(row(number), "Activated.");
    }

    @Test
    void aSiteThatMovesToAnotherWorkerIsFollowed() {
        String number = Numbers.next();
        String moving;
        try (ApplicationContext second = startWorker("second")) {
            moving = siteOf(second);
            decided(moving, List.of(Requests.provision(number)));
            open(moving, "1 number");
            decided(moving, List.of(Requests.allocate(number, Requests.ACORN)));
            browser.awaitText(row(number), "Reserved");
        }
        decided(moving, List.of(Requests.of(Action.ACTIVATE, number)));
        browser.awaitText(row(number), "Active");
        browser.awaitText("#live", "Live");
    }

    /** One that the other worker decides on. */
    private static String siteOf(ApplicationContext other) {
        Placement here = worker.getBean(Placement.class);
        Placement there = other.getBean(Placement.class);
        return await().atMost(PATIENCE)
                .until(
                        () -> Stream.generate(() -> "moves-" + UUID.randomUUID())
                                .limit(20)
                                .filter(site -> !here.ofSite(site).here()
                                        && there.ofSite(site).here())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void ofTwoWhoActAtTheSameMomentOneIsToldOfTheOther() {
        String number = numbers.get(0);
        String script = """
                const [id, at] = arguments;
                setTimeout(() => document.getElementById(id).click(), at - Date.now());
                """;
        String first = browser.driver().getWindowHandle();
        String page = browser.address().toString();
        browser.driver().switchTo().newWindow(WindowType.WINDOW);
        browser.open(URI.create(page));
        browser.awaitText("#live", "Live");
        long moment = System.currentTimeMillis() + 500;
        String nominate = control(number, Action.NOMINATE_MAIN_NUMBER).substring(1);
        browser.run(script, nominate, moment);
        String second = browser.driver().getWindowHandle();
        browser.driver().switchTo().window(first);
        browser.run(script, nominate, moment);

        browser.awaitText(row(number) + " .note", ".");
        String told = browser.text(row(number) + " .note");
        browser.driver().switchTo().window(second);
        browser.awaitText(row(number) + " .note", ".");
        String other = browser.text(row(number) + " .note");
        browser.driver().close();
        browser.driver().switchTo().window(first);
        assertThat(List.of(told, other)).anyMatch(note -> note.startsWith("Nominated as main number."));
        assertThat(List.of(told, other)).anyMatch(note -> note.startsWith("Somebody else changed it meanwhile"));
    }

    private void publish(ActionRequest request) {
        try (Client client = client()) {
            client.publish(request);
        }
    }

    private void decided(List<ActionRequest> requests) {
        decided(siteId, requests);
    }

    private static void decided(String site, List<ActionRequest> requests) {
        List<ActionRequest> here =
                requests.stream().map(request -> request.withSiteId(site)).toList();
        try (Client client = client()) {
            client.publishAll(here);
            here.forEach(client::change);
        }
    }

    private List<Outcome> outcomes(String number) {
        try (Client client = client()) {
            // Behind them on the same partition: what came before is there.
            ActionRequest last = here(Requests.of(Action.REMOVE_MAIN_NUMBER, number));
            client.publish(last);
            client.change(last);
            return client.outcomes(outcome ->
                    outcome.phoneNumber().equals(number) && !last.requestId().equals(Requests.idOf(outcome)));
        }
    }

    private ActionRequest here(ActionRequest request) {
        return request.withSiteId(siteId);
    }

    private static Client client() {
        return new Client(cluster.bootstrapServers(), registryUrl);
    }

    private static ApplicationContext startWorker(String name) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", "localhost:" + toBroker.port());
        settings.put("ringfence.avro.schema-registry-url", registryUrl);
        settings.put("ringfence.create-topics", true);
        settings.put("ringfence.partitions", PARTITIONS);
        settings.put("ringfence.state-directory", directory.resolve(name).toString());
        settings.put("micronaut.server.port", -1);
        settings.put("micronaut.server.host", "127.0.0.1");
        ApplicationContext context = ApplicationContext.run(settings);
        context.getBean(EmbeddedServer.class).start();
        context.getBean(Worker.class).start();
        return context;
    }

    private static int port(ApplicationContext context) {
        return context.getBean(EmbeddedServer.class).getPort();
    }

    private static String row(String number) {
        return "#n" + number.substring(1);
    }

    private static String control(String number, Action action) {
        return row(number) + "-" + action;
    }
}
