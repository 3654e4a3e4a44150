package io.ringfence.support.rights;

import io.ringfence.support.browser.Browser;
import io.ringfence.support.js.NodeProject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** A certified OpenID provider in JavaScript, which starts in a second and takes any password. */
public final class NodeProvider implements IdentityProvider {
    private static final String SECRET = "known-to-page-and-provider";
    private static final String SUBMIT = "button[type=submit]";

    private final Process process;
    private final String issuer;

    private NodeProvider(Process process, String issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    /**
     * Returns when it answers.
     *
     * @param page whose visitors it signs in
     */
    public static NodeProvider start(URI page) throws IOException, InterruptedException {
        Process process = NodeProject.install("provider").start("node", "provider.mjs", page.toString(), SECRET);
        try {
            BufferedReader output = process.inputReader();
            return new NodeProvider(process, output.readLine());
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    @Override
    public Map<String, Object> settings() {
        return IdentityProvider.settings(issuer, issuer + "/jwks", SECRET);
    }

    @Override
    public void signIn(Browser browser, String name) {
        browser.one("[name=login]").sendKeys(name);
        browser.one("[name=password]").sendKeys("any");
        browser.click(SUBMIT);
        // Whether the page may know.
        browser.awaitText("body", "Authorize");
        browser.click(SUBMIT);
    }

    @Override
    public void confirmSignOut(Browser browser) {
        browser.click("button[name=logout]");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
