package io.ringfence.support.browser;

import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Site;
import io.ringfence.support.platform.Client;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A site of a test's own with numbers and a place in the directory, and its page. */
public final class SitePage {
    public static final String NAME = "Page Street";
    public static final Party HARBOUR = new Party(PartyType.OPERATOR, "harbour", "Harbour Workspaces");
    public static final Party BLUEBELL = new Party(PartyType.OCCUPIER, "bluebell", "Bluebell Books");

    private static final int NUMBERS = 4;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final Client client;
    private final Browser browser;
    private final String siteId = "page-" + UUID.randomUUID();
    private final List<String> numbers;

    /** Returns when all is there. */
    public SitePage(URI url, Client client, Browser browser) {
        this(url, client, browser, NUMBERS);
    }

    private SitePage(URI url, Client client, Browser browser, int count) {
        this.url = url;
        this.client = client;
        this.browser = browser;
        numbers = Stream.generate(Numbers::next).limit(count).toList();
        Site site = new Site(siteId, NAME, HARBOUR, List.of(Requests.ACORN, BLUEBELL), "GB", "Europe/London");
        client.publish(new ProducerRecord<>(
                Topics.SITE_DIRECTORY.name(),
                Client.bytes(siteId),
                client.avro().serializer().serialize(Topics.SITE_DIRECTORY.name(), ToAvro.site(site))));
        client.publishAll(numbers.stream()
                .map(number -> Requests.provision(number).withSiteId(siteId))
                .toList());
        browser.until("all is there", () -> {
            String answer = get("/api/sites/" + siteId);
            return answer.contains("\"total\":" + count) && answer.contains(NAME);
        });
    }

    /** Another site, which has no numbers yet. */
    public SitePage inDirectoryAlone() {
        return new SitePage(url, client, browser, 0);
    }

    public String siteId() {
        return siteId;
    }

    public List<String> numbers() {
        return numbers;
    }

    public void open(String query) {
        openPath("/sites/" + siteId + query);
        browser.awaitText("h1", NAME);
    }

    /** Whose page it is. */
    public String origin() {
        return url.toString();
    }

    public void openPath(String path) {
        browser.open(url.resolve(path));
    }

    /** Asks for it as another system does. Returns when it is decided. */
    public void decided(ActionRequest request) {
        ActionRequest here = request.withSiteId(siteId);
        client.publish(here);
        client.change(here);
    }

    /** The body of an answer; empty where there is none. */
    public String get(String path) {
        try {
            return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String row(String number) {
        return "#n" + number.substring(1);
    }

    public String control(String number, Action action) {
        return row(number) + "-" + action;
    }

    /** As numbers of London are written. */
    public String national(String number) {
        return "020 " + number.substring(5, 9) + " " + number.substring(9);
    }
}
