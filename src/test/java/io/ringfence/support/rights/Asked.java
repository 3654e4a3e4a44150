package io.ringfence.support.rights;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Something that can be asked for.
 *
 * @param type of the body; null where there is none
 */
public record Asked(String method, String path, String type, String body) {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Of which site and number it is asked. */
    public record At(String site, String number, UUID requestId, UUID orderId) {}

    /** What each row of the table is about, at a site. */
    public static Map<String, List<Asked>> byRow(At at) {
        String site = "/api/sites/" + at.site();
        String number = "/api/phone-numbers/" + at.number();
        Map<String, List<Asked>> all = new LinkedHashMap<>();
        all.put(
                "all sites, numbers at all sites, a party's",
                List.of(
                        get("/api/sites"),
                        get("/api/phone-numbers?search=7946"),
                        get("/api/phone-numbers.csv"),
                        get("/api/parties/OCCUPIER/acorn/phone-numbers"),
                        get("/api/parties/OCCUPIER/acorn/phone-numbers.csv"),
                        get("/"),
                        get("/phone-numbers?search=7946"),
                        get("/parties/OCCUPIER/acorn")));
        all.put(
                "a site, its numbers, stock, orders, events",
                List.of(
                        get(site),
                        get(site + "/phone-numbers"),
                        get(site + "/phone-numbers?explain=true&search=7946"),
                        get(site + "/phone-numbers.csv"),
                        get(site + "/phone-numbers?asOf=2999-01-01T00:00:00Z"),
                        get(site + "/phone-numbers.csv?asOf=2999-01-01T00:00:00Z"),
                        get(site + "/stock"),
                        get(site + "/voice-service-orders/" + at.orderId()),
                        get(site + "/events")));
        all.put(
                "a number, its history, a request",
                List.of(get(number), get(number + "/history"), get(number + "/requests/" + at.requestId())));
        all.put(
                "the operator's actions, voice services",
                List.of(
                        post(
                                number + "/requests?dryRun=true",
                                "{\"action\":\"NOMINATE_MAIN_NUMBER\",\"siteId\":\"%s\",\"requestedBy\":\"x\"}"
                                        .formatted(at.site())),
                        post(
                                site + "/voice-service-orders?dryRun=true",
                                "{\"type\":\"ADD\",\"quantity\":1,\"requestedBy\":\"x\",\"party\":{\"type\":\"OCCUPIER\",\"id\":\"elm\",\"name\":\"Elm\"}}")));
        all.put(
                "the provider's actions, an import",
                List.of(
                        post(
                                number + "/requests?dryRun=true",
                                "{\"action\":\"LOCK\",\"siteId\":\"%s\",\"requestedBy\":\"x\"}".formatted(at.site())),
                        new Asked(
                                "POST",
                                site + "/phone-numbers.csv?dryRun=true",
                                "text/csv",
                                "Phone number,EXT\n+442079460999,1\n")));
        all.put(
                "a page",
                List.of(
                        get("/sites/" + at.site()),
                        get("/sites/" + at.site() + "?asOf=2999-01-01"),
                        get("/sites/" + at.site() + "/events"),
                        get("/phone-numbers/" + at.number()),
                        get("/sites/" + at.site() + "/voice-services/" + at.orderId()),
                        new Asked(
                                "POST",
                                "/sites/" + at.site() + "/bulk/offer",
                                FORM,
                                "number=%2B" + at.number().substring(1))));
        all.put(
                "what only instances ask each other",
                List.of(
                        get("/internal/stock?siteId=" + at.site()),
                        get("/internal/sites?siteId=" + at.site()),
                        get("/internal/versions?phoneNumber=" + at.number()),
                        get("/internal/parties?siteId=" + at.site() + "&partyType=OCCUPIER&partyId=acorn")));
        all.put(
                "the running topology, metrics, the description of the API",
                List.of(
                        get("/api/topology"),
                        get("/prometheus"),
                        get("/openapi.yml"),
                        get("/asyncapi.yml"),
                        get("/swagger-ui")));
        all.put("health", List.of(get("/health/readiness"), get("/health/liveness")));
        return all;
    }

    private static Asked get(String path) {
        return new Asked("GET", path, null, null);
    }

    private static Asked post(String path, String json) {
        return new Asked("POST", path, JSON, json);
    }

    public boolean isPage() {
        return !path.startsWith("/api");
    }

    /** As a program asks, which takes what it gets. */
    public HttpRequest at(URI url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
