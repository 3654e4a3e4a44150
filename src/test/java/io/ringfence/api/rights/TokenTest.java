package io.ringfence.api.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.ringfence.support.api.ApiServer;
import io.ringfence.support.api.Numbers;
import io.ringfence.support.rights.Tokens;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What shows who somebody is, and what only seems to. What a good token lets somebody do, {@code RightsIT} tells. */
class TokenTest {
    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final ApiServer API = new ApiServer(TOKENS.settings());

    private static final List<String> VIEWER = List.of("viewer");
    private static final List<String> LONDON = List.of("london-1");

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(
                        "expired",
                        changed(claims ->
                                claims.expirationTime(Date.from(Instant.now().minusSeconds(60))))),
                Arguments.of(
                        "not valid yet",
                        changed(claims ->
                                claims.notBeforeTime(Date.from(Instant.now().plusSeconds(600))))),
                Arguments.of("of another issuer", changed(claims -> claims.issuer("https://elsewhere.example/"))),
                Arguments.of("for another audience", changed(claims -> claims.audience("something-else"))),
                Arguments.of("of nobody", changed(claims -> claims.subject(null))),
                Arguments.of("signed by another key", new Tokens().of("somebody", VIEWER, LONDON)),
                Arguments.of(
                        "not signed",
                        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lYm9keSIsInJvbGVzIjpbInZpZXdlciJdLCJzaXRlcyI6WyIqIl19."),
                Arguments.of("none", "token"));
    }

    private static String changed(UnaryOperator<JWTClaimsSet.Builder> change) {
        return TOKENS.of("somebody", VIEWER, LONDON, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void aTokenThatIsNotGoodIsNone(String what, String token) {
        HttpResponse<String> response = API.get("/api/sites", "Authorization", "Bearer " + token);

        ApiServer.problem(response, 401, "Unauthorized", "/api/sites");
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void aBrowserIsToldByAPage() {
        HttpResponse<String> unknown = API.get("/sites/london-1", "Accept", "text/html");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).startsWith("<!DOCTYPE html>").contains("It takes a bearer token");

        String nobody = TOKENS.of("somebody", List.of(), LONDON);
        HttpResponse<String> refused =
                API.get("/sites/london-1", "Accept", "text/html", "Authorization", "Bearer " + nobody);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).startsWith("<!DOCTYPE html>").contains("none of the roles", "somebody");
    }

    @Test
    void claimsMayBeOneTextEach() {
        API.readModel().site("london-1", Numbers.number(1).build());
        String token = changed(claims -> claims.claim("roles", "viewer").claim("sites", "london-1"));

        assertThat(API.get("/api/sites/london-1", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
    }

    /** Without sites there is nothing to see, which is not the same as not being let in. */
    @Test
    void whoHasNoSiteSeesNone() {
        API.readModel().site("london-1", Numbers.number(1).build());
        String token = changed(claims -> claims.claim("sites", null));

        HttpResponse<String> sites = API.get("/api/sites", "Authorization", "Bearer " + token);

        assertThat(sites.statusCode()).isEqualTo(200);
        assertThat(sites.body()).isEqualTo("{\"sites\":[]}");
    }

    @Test
    void whatIsNoRouteTellsNothingToWhoIsNotLetIn() {
        assertThat(API.get("/api/no/such/thing").statusCode()).isEqualTo(401);
        assertThat(API.get("/health/../api/sites").statusCode()).isEqualTo(404);
        assertThat(API.get("/healthy").statusCode()).isEqualTo(401);
    }
}
