package io.ringfence.api.number;

import static io.ringfence.support.api.Numbers.NOW;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.domain.Action;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.query.NotQueryableException;
import io.ringfence.support.api.ApiServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final String PAST = "/api/sites/london-1/phone-numbers";
    private static final String HISTORY = "/api/phone-numbers/+442079460001/history";

    @BeforeEach
    void someHistory() {
        PhoneNumber provisioned = number(1).build();
        PhoneNumber locked = number(1).locked().build();
        change(1, Action.PROVISION, null, provisioned);
        change(2, Action.LOCK, provisioned, locked);
        change(3, Action.UNLOCK, locked, provisioned);
    }

    private static void change(long version, Action action, PhoneNumber before, PhoneNumber after) {
        API.history()
                .change(new StateChange(
                        new UUID(0, version),
                        "+442079460001",
                        "london-1",
                        action,
                        "provider",
                        version,
                        NOW.plusSeconds(version),
                        before,
                        after));
    }

    @Test
    void tellsEachChange() {
        JsonNode history = API.json(HISTORY + "?limit=2");

        assertThat(history.path("phoneNumber").textValue()).isEqualTo("+442079460001");
        assertThat(history.path("next").intValue()).isEqualTo(2);
        JsonNode newest = history.path("changes").get(0);
        assertThat(newest.fieldNames())
                .toIterable()
                .containsExactly("version", "action", "changedAt", "requestedBy", "requestId", "before", "after");
        assertThat(newest.path("action").textValue()).isEqualTo("UNLOCK");
        assertThat(newest.at("/before/locked").booleanValue()).isTrue();
        JsonNode oldest = API.json(HISTORY + "?before=2");
        assertThat(oldest.path("changes")).hasSize(1);
        assertThat(oldest.path("next").isNull()).isTrue();
        assertThat(oldest.at("/changes/0/before").isNull()).isTrue();
    }

    @Test
    void showsTheListingOfThenAndOffersNothing() {
        JsonNode then = API.json(PAST + "?explain=true&asOf=" + NOW.plusSeconds(2));

        assertThat(then.path("asOf").textValue()).isEqualTo("2026-11-23T09:30:02Z");
        assertThat(then.at("/phoneNumbers/0/locked").booleanValue()).isTrue();
        assertThat(then.at("/phoneNumbers/0/availableActions")).isEmpty();
        assertThat(then.at("/phoneNumbers/0/unavailableActions").isArray()).isTrue();
        assertThat(API.json(PAST + "?locked=true&asOf=" + NOW.plusSeconds(3))
                        .path("matched")
                        .intValue())
                .isZero();
        assertThat(API.get(PAST + ".csv?asOf=" + NOW.plusSeconds(2)).body().lines())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T09:30:02Z", "2026-11-23T10:30:02%2B01:00", "2026-11-23T10:30:02+01:00"})
    void takesAMomentOfAnyOffset(String moment) {
        assertThat(API.json(PAST + "?asOf=" + moment)
                        .at("/phoneNumbers/0/locked")
                        .booleanValue())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23",
                "yesterday",
                "2026-11-23T09:30:02",
                "+999999999-12-31T23:59:59Z",
                "1969-01-01T00:00:00Z"
            })
    void refusesWhatIsNoMoment(String moment) {
        assertThat(API.problem(400, "Bad Request", PAST + "?asOf=" + moment)
                        .path("detail")
                        .textValue())
                .startsWith("asOf is \"")
                .contains("an instant such as");
    }

    @ParameterizedTest
    @CsvSource({"before=0, before", "before=x, before", "limit=0, limit", "limit=1001, limit"})
    void refusesWhatIsNoPage(String parameter, String named) {
        assertThat(API.problem(400, "Bad Request", HISTORY + "?" + parameter)
                        .path("detail")
                        .textValue())
                .startsWith(named + " is \"");
    }

    @Test
    void isNotFoundOnlyWhereThereWasNever() {
        API.problem(404, "Not Found", "/api/phone-numbers/+442079460002/history");
        API.problem(404, "Not Found", "/api/sites/london-2/phone-numbers?asOf=" + NOW);
        assertThat(API.json(PAST + "?asOf=" + NOW.minusSeconds(1)).path("total").intValue())
                .isZero();
    }

    @Test
    void saysToComeBackWhereBrokersDoNotSayHowMuchThereIs() {
        API.history().knowsAll(CompletableFuture.failedFuture(new NotQueryableException("The brokers do not say.")));

        assertToComeBack(API.get(HISTORY), HISTORY);
    }

    @Test
    void saysToComeBackWhereNotAllIsKnownInTime() {
        API.history().knowsAll(CompletableFuture.completedFuture(() -> false));

        assertToComeBack(API.get(PAST + "?asOf=" + NOW), PAST);
    }

    @Test
    void waitsUntilAllIsKnown() {
        long known = System.nanoTime() + Duration.ofMillis(100).toNanos();
        API.history().knowsAll(CompletableFuture.completedFuture(() -> System.nanoTime() - known >= 0));

        assertThat(API.json(HISTORY).path("changes")).hasSize(3);
        assertThat(System.nanoTime() - known).isNotNegative();
    }

    private static void assertToComeBack(HttpResponse<String> response, String path) {
        ApiServer.problem(response, 503, "Service Unavailable", path);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }
}
