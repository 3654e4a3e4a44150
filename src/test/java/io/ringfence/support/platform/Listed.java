package io.ringfence.support.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.domain.Action;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.PhoneNumberBuilder;
import io.ringfence.domain.Question;
import io.ringfence.domain.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The listing of a site as an instance gives it, all pages, read back into what it was written from. */
public final class Listed {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Listed() {}

    /**
     * By phone number; empty for a site that the instance does not know.
     *
     * @throws UncheckedIOException also where the instance answers with another status than 200 or 404
     */
    public static Map<String, PhoneNumber> at(URI instance, String siteId) {
        return read(instance, "/api/sites/" + siteId + "/phone-numbers?limit=100");
    }

    /** The same, as it was at a moment. */
    public static Map<String, PhoneNumber> at(URI instance, String siteId, Instant moment) {
        return read(instance, "/api/sites/" + siteId + "/phone-numbers?limit=100&asOf=" + moment);
    }

    private static Map<String, PhoneNumber> read(URI instance, String path) {
        Map<String, PhoneNumber> numbers = new TreeMap<>();
        try {
            JsonNode page = page(instance.resolve(path));
            add(page, numbers);
            while (page.hasNonNull("next")) {
                page = page(instance.resolve(
                        path + "&after=%2B" + page.path("next").asText().substring(1)));
                add(page, numbers);
            }
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode page(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response =
                HTTP.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200 && response.statusCode() != 404) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private static void add(JsonNode page, Map<String, PhoneNumber> numbers) {
        page.path("phoneNumbers")
                .forEach(row -> numbers.put(row.path("phoneNumber").asText(), number(row)));
    }

    static PhoneNumber number(JsonNode row) {
        return PhoneNumberBuilder.builder()
                .phoneNumber(text(row, "phoneNumber"))
                .siteId(text(row, "siteId"))
                .details(new NumberDetails(
                        NumberKind.valueOf(text(row, "kind")),
                        text(row, "extension"),
                        text(row, "rangeName"),
                        text(row, "portedFrom")))
                .status(Status.valueOf(text(row, "status")))
                .allocatedTo(party(row.path("allocatedTo")))
                .assignedUser(text(row, "assignedUser"))
                .mainNumber(row.path("mainNumber").asBoolean())
                .coolingOffDate(row.hasNonNull("coolingOffDate") ? LocalDate.parse(text(row, "coolingOffDate")) : null)
                .locked(row.path("locked").asBoolean())
                .lockReason(text(row, "lockReason"))
                .changeInProgress(change(row.path("changeInProgress")))
                .version(row.path("version").asLong())
                .updatedAt(Instant.parse(text(row, "updatedAt")))
                .build();
    }

    private static Party party(JsonNode party) {
        return party.isNull()
                ? null
                : new Party(PartyType.valueOf(text(party, "type")), text(party, "id"), text(party, "name"));
    }

    private static ChangeInProgress change(JsonNode change) {
        return change.isNull()
                ? null
                : new ChangeInProgress(
                        UUID.fromString(text(change, "requestId")),
                        Action.valueOf(text(change, "action")),
                        Instant.parse(text(change, "since")),
                        Question.MAIN_NUMBER);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? null : node.path(field).asText();
    }
}
