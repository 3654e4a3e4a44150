package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.micronaut.context.ApplicationContext;
import io.ringfence.StartupException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With an issuer that would let nobody in there is no start. */
class IssuerCheckTest {
    private HttpServer server;
    private String issuer;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        issuer = "http://localhost:" + server.getAddress().getPort() + "/realm";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void takesOneThatIsWhatItIsCalled() {
        answer("{\"issuer\":\"" + issuer + "\"}");
        assertThatCode(check(issuer, "secret")).doesNotThrowAnyException();
    }

    @Test
    void refusesOneThatIsCalledSomethingElse() {
        answer("{\"issuer\":\"" + issuer + "/\"}");
        assertRefused("says that the issuer is " + issuer + "/");
    }

    @Test
    void refusesOneThatIsNone() {
        assertRefused("answers 404");
        answer("<html>Sign in</html>");
        assertRefused("is not the description of an OpenID provider");
    }

    @Test
    void refusesOneThatIsAway() {
        server.stop(0);
        assertRefused("does not answer");
    }

    @Test
    void asksNobodyWhereNobodySignsIn() {
        server.stop(0);
        assertThatCode(check(issuer, "")).doesNotThrowAnyException();
    }

    private void answer(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext("/realm/.well-known/openid-configuration", exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    private void assertRefused(String why) {
        assertThatThrownBy(check(issuer, "secret"))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("ringfence.security.issuer (RINGFENCE_SECURITY_ISSUER) ")
                .hasMessageContaining(why)
                .message()
                .hasLineCount(1);
    }

    private static ThrowingCallable check(String issuer, String secret) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("ringfence.security.enabled", true);
        settings.put("ringfence.security.issuer", issuer);
        settings.put("ringfence.security.client-secret", secret);
        return () -> {
            try (ApplicationContext context =
                    ApplicationContext.builder().properties(settings).build()) {
                IssuerCheck.check(context.getEnvironment().start());
            }
        };
    }
}
