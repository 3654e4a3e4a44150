package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.StateChange;
import io.ringfence.ops.Worker;
import io.ringfence.support.browser.Browser;
import io.ringfence.support.browser.InBrowser;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.WorkerProcess;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.rights.IdentityProvider;
import io.ringfence.support.rights.Rights;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Visitors of the page sign in with an OpenID provider, ask as who they are, and sign out. */
@InBrowser
@OnPlatform
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SignInCases {
    private static final ActionRequest PROVISION = Requests.provision(Numbers.next());
    private static final String NUMBER = PROVISION.phoneNumber();
    private static final String PATH = "/phone-numbers/" + NUMBER;

    /** Closed last to first. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private IdentityProvider provider;
    private Client client;
    private URI page;

    private Browser browser;

    /** Returns when it answers. */
    abstract IdentityProvider startProvider(URI page) throws Exception;

    @BeforeAll
    void start(Platform platform, @TempDir Path directory) throws Exception {
        page = WorkerProcess.Home.in(directory).url();
        provider = started(startProvider(page));
        OwnCluster cluster = started(OwnCluster.start(platform.registryUrl()));
        Map<String, Object> settings = new HashMap<>(provider.settings());
        settings.put("micronaut.server.port", page.getPort());
        ApplicationContext worker =
                started(cluster.startWorker(directory.resolve("streams"), Rights.settings(settings)));
        worker.getBean(Worker.class).awaitRunning();
        client = started(new Client(cluster.bootstrapServers(), platform.registryUrl()));
        client.decided(PROVISION);
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    /** Also what was there before a start that failed. */
    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable part : started) {
            part.close();
        }
    }

    @BeforeEach
    void startBrowser() {
        browser = Browser.start();
    }

    @AfterEach
    void stopBrowser() {
        browser.close();
    }

    @Test
    void whoSignsInComesBackAndAsksAsWhoThatIs() {
        browser.open(page.resolve(PATH));
        provider.signIn(browser, "desk");

        browser.awaitText("header", "You ask as desk");
        assertThat(browser.address()).isEqualTo(page.resolve(PATH));
        browser.awaitText("#live", "Live");
        browser.click("[id$='-NOMINATE_MAIN_NUMBER']");
        browser.awaitText("#number-state", "Nominated");
        // The page is told before the transaction is committed.
        await().untilAsserted(() -> assertThat(client.outcomes(outcome ->
                        outcome instanceof StateChange change && change.action() == Action.NOMINATE_MAIN_NUMBER))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(((StateChange) outcome).requestedBy()).isEqualTo("desk")));
    }

    @Test
    void whoSignsOutIsAskedWhoItIsTheNextTime() {
        browser.open(page.resolve("/"));
        provider.signIn(browser, "desk");
        browser.awaitText("h1", "Sites");
        browser.click("a[href='/sign-out']");
        provider.confirmSignOut(browser);
        browser.awaitText("h1", "Not signed in");

        browser.click("main a");
        provider.signIn(browser, "desk");
        browser.awaitText("h1", "Sites");
    }

    /** Whatever a program says that it takes. */
    @Test
    void theApiSendsNobodyToSignIn() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(page.resolve("/api/sites"))
                                .header("Accept", "text/html")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void whoHasNoRoleIsToldSo() {
        browser.open(page.resolve("/"));
        provider.signIn(browser, "stranger");

        browser.awaitText("main", "Forbidden", "none of the roles");
        browser.awaitText("header", "stranger", "Sign out");
    }

    /** What was asked for would be lost on the way to the provider. */
    @Test
    void whoIsSignedOutInTheMiddleIsToldSo() {
        browser.open(page.resolve(PATH));
        provider.signIn(browser, "desk");
        browser.awaitText("#live", "Live");
        browser.driver().manage().deleteAllCookies();
        browser.click("[id$='-NOMINATE_MAIN_NUMBER']");

        browser.awaitText("#failure", "You are not signed in");
    }
}
