package io.ringfence.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Question;
import io.ringfence.domain.Site;
import io.ringfence.domain.Status;
import io.ringfence.query.Location;
import io.ringfence.support.api.ApiServer;
import io.ringfence.support.api.Numbers;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every page has in common, without a browser. */
class PageAnswersTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    /** As browsers ask. */
    private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void nothingOfAnotherHostAndNoScriptWithinIsAllowed() {
        HttpResponse<String> page = API.get("/");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "http");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(ApiServer.contentType(page)).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body()).doesNotContain("http://", "https://", " style=", " onclick=");
    }

    @Test
    void whatItNeedsHasItsVersionInItsAddress() {
        Matcher assets = Pattern.compile("(?:href|src)=\"(/(?:assets|webjars)/[^\"]+)\"")
                .matcher(API.get("/").body());

        assertThat(assets.results().map(asset -> asset.group(1))).hasSize(5).allSatisfy(asset -> assertThat(asset)
                .containsPattern("[?]v=[0-9a-f]{12}$|/[0-9]+[.][0-9]+[.][0-9]+/"));
    }

    @Test
    void whatOthersHaveNamedIsTextAndNothingElse() {
        String evil = "<script>alert(1)</script>\" onload=\"";
        Party party = new Party(PartyType.OCCUPIER, "a/b?c#d%20", evil);
        PhoneNumber number = Numbers.number("+442079460001")
                .details(evil, evil, NumberKind.DIRECT, evil)
                .held(Status.RESERVED, party)
                .build()
                .withLocked(true)
                .withLockReason(evil);
        API.readModel().site("london-1", number);
        API.directory().site(new Site("london-1", evil, party, List.of(party), null, evil));

        List.of("/", "/sites/london-1?search=" + encoded(evil), "/phone-numbers")
                .forEach(path -> assertThat(API.get(path).body())
                        .doesNotContain("<script>alert")
                        .doesNotContainPattern("=\"[^\"<>]*\" onload=")
                        .contains("&lt;script"));
        assertThat(API.get("/sites/london-1").body()).contains("/parties/OCCUPIER/a%2Fb%3Fc%23d%2520");
    }

    @Test
    void aChangeInProgressShowsSinceWhenAtTheSiteAndNothingIsOffered() {
        ChangeInProgress change = new ChangeInProgress(
                UUID.randomUUID(), Action.ALLOCATE, Instant.parse("2026-11-28T02:30:00Z"), Question.MAIN_NUMBER);
        API.readModel()
                .site(
                        "hudson-1",
                        Numbers.number("+12125550101").changing(change).build());
        API.directory().site(new Site("hudson-1", "Hudson", null, List.of(), "US", "America/New_York"));

        String page = API.get("/sites/hudson-1?show=inProgress", "Accept-Language", "en-US")
                .body();
        assertThat(page.replaceAll("[\\s\\u202f]+", " "))
                .contains("Allocate in progress since", "Nov 27, 2026, 9:30:00 PM", "(212) 555-0101")
                .doesNotContain("<button type=\"submit\" class=\"text\"", "aria-haspopup=\"dialog\"");
    }

    @Test
    void aNumberOfAnotherCountryIsWrittenWithItsCode() {
        API.readModel().site("london-1", Numbers.number("+12125550101").build());
        API.directory().site(new Site("london-1", "London", null, List.of(), "GB", null));

        assertThat(API.get("/sites/london-1").body()).contains(">+1 212-555-0101</a>");
    }

    @Test
    void whatIsNotThereIsSaidOnAPage() {
        HttpResponse<String> page = API.get("/sites/nowhere", "Accept", HTML);

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("<h1>Not Found</h1>", "Site nowhere is unknown.", "href=\"/\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/sites/london-1?status=FREE, status is",
        "/sites/london-1?show=some, show is",
        "/sites/london-1?asOf=yesterday, asOf is",
        "/parties/TENANT/elm, type is",
        "/phone-numbers/123, phoneNumber is"
    })
    void whatIsNotAllowedIsSaidByName(String path, String sentence) {
        HttpResponse<String> page = API.get(path, "Accept", HTML);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("<h1>Bad Request</h1>", sentence);
    }

    @Test
    void whatCannotBeAnsweredNowIsAskedAgainByThePageItself() {
        API.everythingIs(new Location(false, Optional.empty(), List.of()));

        HttpResponse<String> page = API.get("/sites/london-1", "Accept", HTML);
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Refresh")).contains("2");
        assertThat(page.headers().firstValue("Retry-After")).contains("2");
        assertThat(page.body()).contains("asks again by itself");
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere, 404",
        "/sites, 404",
        "/sites/london-1/phone-numbers/+442079460001/requests/ask?action=FOO&version=1&table=SITE, 400",
        "/sites/london-1/phone-numbers/+442079460001/requests/ask, 400",
        "/sites/london-1/voice-services/none, 400",
        "/name, 405"
    })
    void whatNoPageIsAskedForIsSaidOnAPageToo(String path, int status) {
        HttpResponse<String> page = API.get(path, "Accept", HTML);

        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(ApiServer.contentType(page)).isEqualTo("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(page.body()).contains("All sites</a>").doesNotContain("io.ringfence", "Exception");
        assertThat(ApiServer.contentType(API.get(path))).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "action=ACTIVATE", "action=FOO", "action=ACTIVATE&version=abc&attempt=zzz"})
    void aFormThatIsNoneOfOursIsRefusedInASentence(String form) {
        HttpResponse<String> page = API.send(
                "POST",
                BodyPublishers.ofString(form),
                "/sites/london-1/phone-numbers/+442079460001/requests",
                "Content-Type",
                FORM,
                "Accept",
                "text/html");

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(ApiServer.contentType(page)).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body()).doesNotContain("io.ringfence", "Exception", "reference chain");
    }

    @Test
    void aPartOfAPageIsRefusedInASentence() {
        HttpResponse<String> part = API.get("/sites/nowhere", "HX-Request", "true");

        assertThat(part.statusCode()).isEqualTo(404);
        assertThat(part.body()).isEqualTo("Site nowhere is unknown.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/name", "/sites/london-1/bulk", "/sites/london-1/voice-services", "/sites/london-1/import"})
    void aFormOfAnotherOriginIsNotTaken(String path) {
        assertThat(post(path, "Origin", "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(post(path, "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(post(path, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(post(path, "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
        assertThat(post(path, "Origin", "http://localhost:" + API.port()).statusCode())
                .isNotEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost/sites/london-1?status=ACTIVE, /sites/london-1?status=ACTIVE",
        "http://evil.example/sites, /sites",
        "http://localhost//evil.example, /",
        "no address at all, /"
    })
    void afterItsNameIsKeptAVisitorIsBackOnAPageOfThisWorker(String from, String to) {
        HttpResponse<String> kept = API.send(
                "POST", BodyPublishers.ofString("name=Zo%C3%AB"), "/name", "Content-Type", FORM, "Referer", from);

        assertThat(kept.statusCode()).isEqualTo(303);
        assertThat(kept.headers().firstValue("Location")).contains(to);
        assertThat(kept.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("ringfence-name=Zo%C3%AB")
                .contains("HTTPOnly", "SameSite=Strict");
        assertThat(API.get("/", "Cookie", "ringfence-name=Zo%C3%AB").body()).contains("value=\"Zoë\"");
    }

    private static HttpResponse<String> post(String path, String header, String value) {
        return API.send("POST", BodyPublishers.ofString("name=x"), path, "Content-Type", FORM, header, value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
