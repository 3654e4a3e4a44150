package io.ringfence.api.number;

import static io.ringfence.support.api.Numbers.NOW;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.domain.Action;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.RequestState;
import io.ringfence.support.api.ApiServer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions and outcomes that a client waits for. */
class WaitTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final PhoneNumber AT_VERSION_3 = number(1).build();
    private static final String NUMBER = AT_VERSION_3.phoneNumber();
    private static final String PATH = "/api/phone-numbers/" + NUMBER;
    private static final UUID ID = UUID.randomUUID();
    private static final String REQUEST = PATH + "/requests/" + ID;
    private static final String LONGEST = "waitMs=30000";

    @Test
    void versionThatIsThereIsNotWaitedFor() {
        API.readModel().site("london-1", AT_VERSION_3);

        assertThat(API.json(PATH + "?minVersion=3&" + LONGEST).path("version").asLong())
                .isEqualTo(3);
        assertThat(API.json(PATH + "?minVersion=1").path("version").asLong()).isEqualTo(3);
        assertThat(API.readModel().answers()).isEqualTo(2);
    }

    @Test
    void numberThatIsYetToBeProvisionedIsWaitedFor() {
        API.readModel().site("london-1");
        CompletableFuture<JsonNode> answer = whileWaiting(() -> API.json(PATH + "?minVersion=3&" + LONGEST));

        API.readModel().site("london-1", AT_VERSION_3);

        assertThat(answer.join().path("version").asLong()).isEqualTo(3);
    }

    @Test
    void withdrawnNumberIsNotFoundOnceItIsAtTheVersion() {
        API.readModel().site("london-1", AT_VERSION_3);
        CompletableFuture<JsonNode> answer =
                whileWaiting(() -> API.problem(404, "Not Found", PATH + "?minVersion=4&" + LONGEST));

        API.readModel().withdraw("london-1", AT_VERSION_3, 4);

        answer.join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?minVersion=4", "?minVersion=4&waitMs=0", "?minVersion=4&waitMs=30"})
    void versionThatIsNotReachedIsWorthAnotherTry(String query) {
        API.readModel().site("london-1", AT_VERSION_3);

        HttpResponse<String> response = API.get(PATH + query);

        JsonNode problem = ApiServer.problem(response, 503, "Service Unavailable", PATH);
        assertThat(problem.path("detail").textValue())
                .isEqualTo("Phone number " + NUMBER + " is at version 3, not yet at 4; try again in a moment.");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.headers().firstValue("Ringfence-Version")).hasValue("3");
    }

    @Test
    void numberThatIsNotProvisionedIsAtVersionZero() {
        HttpResponse<String> response = API.get(PATH + "?minVersion=1");

        ApiServer.problem(response, 503, "Service Unavailable", PATH);
        assertThat(response.headers().firstValue("Ringfence-Version")).hasValue("0");
    }

    @Test
    void waitWithoutAVersionIsForNothing() {
        API.problem(404, "Not Found", PATH + "?" + LONGEST);
    }

    @Test
    void requestThatWasNeverSeenIsWaitedForUntilItIsDecided() {
        CompletableFuture<JsonNode> answer = whileWaiting(() -> API.json(REQUEST + "?" + LONGEST));

        API.readModel().request(NUMBER, ID, new RequestState.InProgress(NUMBER, ID));
        asksOn();
        assertThat(answer).isNotDone();
        API.readModel().request(NUMBER, ID, decided());

        assertThat(answer.join().path("status").textValue()).isEqualTo("ACCEPTED");
    }

    @Test
    void requestIsAnsweredAsItIsWhenTheTimeIsOver() {
        API.problem(404, "Not Found", REQUEST + "?waitMs=30");
        API.readModel().request(NUMBER, ID, new RequestState.InProgress(NUMBER, ID));
        assertThat(API.json(REQUEST + "?waitMs=30").path("status").textValue()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void waitEndsWhenThePartitionIsMoved() {
        CompletableFuture<JsonNode> answer =
                whileWaiting(() -> API.problem(503, "Service Unavailable", REQUEST + "?" + LONGEST));

        API.readModel().failAfter(0, new NotQueryableException("moved", null));

        answer.join();
    }

    @Test
    void waitEndsWhenTheClientGoesAway() throws IOException {
        try (Socket client = new Socket("localhost", API.port())) {
            client.getOutputStream()
                    .write(("GET " + REQUEST + "?" + LONGEST + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            asksOn();
        }

        AtomicInteger before = new AtomicInteger(-1);
        await().during(Duration.ofMillis(600))
                .until(API.readModel()::answers, answers -> answers == before.getAndSet(answers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "30001", "99999999999", "1.5", "x", "", "1s", "+1"})
    void waitOutsideItsBoundsIsABadRequest(String value) {
        for (String path : new String[] {PATH, REQUEST}) {
            assertThat(API.problem(400, "Bad Request", path + "?waitMs=" + value.replace("+", "%2B"))
                            .path("detail")
                            .textValue())
                    .isEqualTo("waitMs is \"" + value + "\"; allowed: 0 to 30000.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "00", "9999999999999999999", "1.5", "x", ""})
    void versionThatNoNumberHasIsABadRequest(String value) {
        assertThat(API.problem(400, "Bad Request", PATH + "?minVersion=" + value)
                        .path("detail")
                        .textValue())
                .isEqualTo("minVersion is \"" + value + "\"; allowed: a number from 1 on.");
    }

    @Test
    void twoValuesAreABadRequest() {
        API.problem(400, "Bad Request", PATH + "?minVersion=1&minVersion=2");
        API.problem(400, "Bad Request", REQUEST + "?waitMs=1&waitMs=2");
    }

    private static CompletableFuture<JsonNode> whileWaiting(Supplier<JsonNode> question) {
        CompletableFuture<JsonNode> answer = CompletableFuture.supplyAsync(question);
        asksOn();
        return answer;
    }

    /** Returns when the read model was asked again. */
    private static void asksOn() {
        int before = API.readModel().answers();
        await().until(() -> API.readModel().answers() > before + 1);
    }

    private static RequestState decided() {
        return new RequestState.Decided(
                new StateChange(ID, NUMBER, "london-1", Action.PROVISION, "alice", 3, NOW, null, AT_VERSION_3));
    }
}
