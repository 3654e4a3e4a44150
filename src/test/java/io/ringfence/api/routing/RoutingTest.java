package io.ringfence.api.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.query.Instance;
import io.ringfence.query.Location;
import io.ringfence.support.api.ApiServer;
import io.ringfence.support.api.Numbers;
import io.ringfence.support.api.ScriptedInstance;
import io.ringfence.support.machine.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to a question whose answer is elsewhere, and what if elsewhere is out of order. */
@Timeout(60)
class RoutingTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final String PATH = "/api/phone-numbers/+442079460001";
    private static final String OK = """
            HTTP/1.1 200 OK\r
            Content-Type: application/json\r
            Content-Length: 2\r
            Ringfence-Standby-Lag: 7\r
            \r
            {}""";
    private static final String REFUSAL = """
            HTTP/1.1 503 Service Unavailable\r
            Content-Type: text/plain\r
            Content-Length: 8\r
            \r
            upstream""";

    @Test
    void requestGoesAsItCameButForWhatBelongsToTheConnection() throws Exception {
        try (ScriptedInstance other = new ScriptedInstance(OK)) {
            API.everythingIs(at(other.address()));

            assertThat(API.get(
                                    "/api/phone-numbers/%2b442079460001?minVersion=1&x=%20+%2B",
                                    "Accept", "application/json;q=0.5", "X-Trace", "1")
                            .body())
                    .isEqualTo("{}");

            List<String> request = other.request();
            assertThat(request.get(0))
                    .isEqualTo("GET /api/phone-numbers/%2b442079460001?minVersion=1&x=%20+%2B HTTP/1.1");
            assertThat(request.subList(1, request.size()))
                    .extracting(line -> line.toLowerCase(Locale.ROOT))
                    .contains(
                            "accept: application/json;q=0.5",
                            "x-trace: 1",
                            "ringfence-forwarded: active",
                            "host: 127.0.0.1:" + other.address().port())
                    .noneMatch(line -> line.startsWith("upgrade") || line.startsWith("http2-settings"));
        }
    }

    @Test
    void refusalOfTheActiveLeadsToTheStandby() throws Exception {
        try (ScriptedInstance active = new ScriptedInstance(REFUSAL);
                ScriptedInstance standby = new ScriptedInstance(OK)) {
            API.everythingIs(at(active.address(), nobody(), standby.address()));

            HttpResponse<String> response = API.get(PATH);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Ringfence-Standby-Lag")).hasValue("7");
            assertThat(standby.request()).contains("Ringfence-Forwarded: standby");
        }
    }

    @Test
    void versionThatTheActiveHasNotReachedIsAnAnswer() throws Exception {
        String notReached = REFUSAL.replaceFirst("\r\n", "\r\nRingfence-Version: 3\r\n");
        try (ScriptedInstance active = new ScriptedInstance(notReached);
                ScriptedInstance standby = new ScriptedInstance(OK)) {
            API.everythingIs(at(active.address(), standby.address()));

            HttpResponse<String> response = API.get(PATH);

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).isEqualTo("upstream");
            assertThat(standby.unreadRequests()).isZero();
        }
    }

    @Test
    void nobodyWhoCouldAnswerIsWorthAnotherTry() throws Exception {
        try (ScriptedInstance active = new ScriptedInstance(REFUSAL)) {
            List<Location> locations = List.of(
                    at(active.address(), active.address()),
                    at(nobody(), nobody()),
                    at(new Instance("no-such-host.invalid", 1)),
                    at(new Instance("not a host", 1)),
                    Location.UNKNOWN);
            assertThat(locations).allSatisfy(location -> {
                API.everythingIs(location);
                for (String path : new String[] {PATH, "/api/sites", "/api/sites/london-1/phone-numbers"}) {
                    HttpResponse<String> response = API.get(path);
                    ApiServer.problem(response, 503, "Service Unavailable", path);
                    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
                }
            });
        }
    }

    @Test
    void instanceThatHangsIsGivenUp() throws Exception {
        try (ScriptedInstance other = new ScriptedInstance(ScriptedInstance.SILENCE)) {
            API.everythingIs(at(other.address()));

            API.problem(503, "Service Unavailable", PATH);

            other.awaitDeparture();
        }
    }

    @Test
    void clientThatGoesAwayIsNoLongerAskedFor() throws Exception {
        try (ScriptedInstance other = new ScriptedInstance(ScriptedInstance.SILENCE)) {
            API.everythingIs(at(other.address()));
            try (Socket client = new Socket("localhost", API.port())) {
                client.getOutputStream()
                        .write(("GET " + PATH + "?minVersion=1&waitMs=30000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                other.request();
            }

            other.awaitDeparture();
        }
    }

    @Test
    void answerThatBreaksOffIsNotPassedForAWholeOne() throws Exception {
        String half = "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nPhone\r\n";
        try (ScriptedInstance other = new ScriptedInstance(half)) {
            API.everythingIs(at(other.address()));

            assertThatThrownBy(() -> API.get("/api/sites/london-1/phone-numbers.csv"))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void whatWasForwardedIsAnsweredHereWhereverItIs() {
        API.readModel().site("london-1", Numbers.number(1).build());
        API.everythingIs(at(nobody()));

        assertThat(API.get(PATH, "Ringfence-Forwarded", "active").statusCode()).isEqualTo(200);
        assertThat(API.get("/api/sites", "Ringfence-Forwarded", "active", "Ringfence-Partitions", "0")
                        .statusCode())
                .isEqualTo(200);
        assertThat(API.get("/api/sites", "Ringfence-Forwarded", "active", "Ringfence-Partitions", "x")
                        .statusCode())
                .isEqualTo(400);
    }

    private static Location at(Instance active, Instance... standbys) {
        return new Location(false, Optional.of(active), Arrays.asList(standbys));
    }

    private static Instance nobody() {
        try {
            return new Instance("127.0.0.1", FreePorts.one());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
