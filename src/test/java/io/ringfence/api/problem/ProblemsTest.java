package io.ringfence.api.problem;

import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.ringfence.query.NotQueryableException;
import io.ringfence.support.api.ApiServer;
import io.ringfence.support.logs.Logged;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is refused, the answer is a problem document. */
class ProblemsTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    /** Of ours and of the framework, and not of the producer whose broker is nowhere. */
    private static final String HERE = "io";

    private static final String REQUEST =
            "/api/phone-numbers/+442079460001/requests/7c3f9d4e-0000-4000-8000-000000000001";

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/nowhere", "/api/sites/london-1/nowhere", "/api/sites//phone-numbers"})
    void sayThatNothingIsThere(String path) {
        API.problem(404, "Not Found", path);
        API.problem(404, "Not Found", path, "Accept", "text/html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void sayWhichMethodIsAllowed(String method) {
        HttpResponse<String> response = API.send(method, "/api/sites");

        ApiServer.problem(response, 405, "Method Not Allowed", "/api/sites");
        assertThat(response.headers().firstValue("Allow").orElse("")).contains("GET");
    }

    @Test
    void sayThatNoAcceptableFormIsThere() {
        API.readModel().site("london-1");

        API.problem(406, "Not Acceptable", "/api/sites", "Accept", "application/xml");
        API.problem(406, "Not Acceptable", "/api/sites", "Accept", "text/csv");
        API.problem(406, "Not Acceptable", "/api/sites/london-1/phone-numbers", "Accept", "text/html");
    }

    @Test
    void areForWhoWantedCsvToo() {
        API.problem(404, "Not Found", "/api/sites/atlantis/phone-numbers", "Accept", "text/csv");
        API.problem(404, "Not Found", "/api/sites/atlantis/phone-numbers.csv");
        API.problem(400, "Bad Request", "/api/sites/atlantis/phone-numbers.csv?status=X");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/sites",
                "/api/sites/london-1/phone-numbers",
                "/api/sites/london-1/phone-numbers.csv",
                "/api/phone-numbers/+442079460001",
                REQUEST
            })
    void sayWhenToComeBackWhileAPartitionMoves(String path) {
        API.readModel().site("london-1", number(1).build());
        API.readModel().failAfter(0, new NotQueryableException("store numbers-7 on host-3", null));

        HttpResponse<String> response = API.get(path);

        assertThat(ApiServer.problem(response, 503, "Service Unavailable", path)
                        .path("detail")
                        .textValue())
                .doesNotContain("host-3");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/sites", "/api/sites/london-1/phone-numbers.csv", REQUEST})
    void keepWhatWentWrongToTheLog(String path) {
        API.readModel().site("london-1");
        API.readModel().failAfter(0, new IllegalStateException("password is hunter2"));

        HttpResponse<String> response = API.get(path);

        ApiServer.problem(response, 500, "Internal Server Error", path);
        assertThat(response.body()).doesNotContain("hunter2").doesNotContain("IllegalState");
    }

    @Test
    void haveNoBodyForHead() throws IOException {
        API.readModel().site("london-1", number(1).build());

        assertThat(head("/api/sites").statusCode()).isEqualTo(200);
        assertThat(head("/api/sites/london-1/phone-numbers").statusCode()).isEqualTo(200);
        assertThat(head("/api/phone-numbers/+442079460001").statusCode()).isEqualTo(200);
        assertThat(head("/api/phone-numbers/+442079460002").statusCode()).isEqualTo(404);
        assertThat(head("/api/phone-numbers/2").statusCode()).isEqualTo(400);
        assertThat(raw("HEAD /nowhere HTTP/1.1")).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
    }

    @Test
    void answerARequestThatCannotBeRead() throws IOException {
        assertThat(raw("GET /api/sites/%zz/phone-numbers HTTP/1.1"))
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"status\":400");
        assertThat(raw("GET /" + "x".repeat(20_000) + " HTTP/1.1"))
                .startsWith("HTTP/1.0 413 ")
                .containsIgnoringCase("content-type: application/problem+json");
        assertThat(raw("GET /api/sites HTTP/1.1\r\nX-Long: " + "x".repeat(20_000)))
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("content-type: application/problem+json");
        assertThat(raw("NONSENSE"))
                .startsWith("HTTP/1.0 400 ")
                .containsIgnoringCase("content-type: application/problem+json");
        assertThat(raw("CONNECT host:80 HTTP/1.1"))
                .startsWith("HTTP/1.1 404 ")
                .containsIgnoringCase("content-type: application/problem+json");
    }

    private static HttpResponse<String> head(String path) {
        HttpResponse<String> response = API.send("HEAD", path);
        assertThat(response.body()).isEmpty();
        return response;
    }

    private static String raw(String requestLine) throws IOException {
        try (Socket socket = new Socket("localhost", API.port())) {
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aClientsMistakeLeavesNoLine() {
        try (Logged logged = new Logged(HERE, Level.WARN)) {
            assertThat(API.get("/api/nowhere").statusCode()).isEqualTo(404);
            assertThat(API.get("/api/sites/london-1/phone-numbers?status=FREE").statusCode())
                    .isEqualTo(400);
            assertThat(API.get("/api/phone-numbers/abc").statusCode()).isEqualTo(400);
            assertThat(API.send("DELETE", "/api/sites").statusCode()).isEqualTo(405);
            assertThat(API.get("/api/sites", "Accept", "application/xml").statusCode())
                    .isEqualTo(406);
            assertThat(API.post("/api/phone-numbers/+442079460001/requests", "{")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(API.send("POST", "/api/phone-numbers/+442079460001/requests", "Content-Type", "text/plain")
                            .statusCode())
                    .isEqualTo(415);

            assertThat(logged.events()).isEmpty();
        }
    }

    @Test
    void aFailureOfOursLeavesOneWithItsCause() {
        API.readModel().failAfter(0, new IllegalStateException("A bug."));
        try (Logged logged = new Logged(HERE, Level.WARN)) {
            assertThat(API.get("/api/sites").statusCode()).isEqualTo(500);

            assertThat(logged.events())
                    .singleElement()
                    .extracting(ILoggingEvent::getLevel)
                    .isEqualTo(Level.ERROR);
            assertThat(logged.events().get(0).getThrowableProxy()).isNotNull();
        }
    }
}
