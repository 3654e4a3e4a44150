package io.ringfence.support.rights;

import io.ringfence.support.js.NodeProject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** A certified OpenID provider, which lets anybody in by any password. */
public final class IdentityProvider implements AutoCloseable {
    private static final String SECRET = "known-to-page-and-provider";

    private final Process process;
    private final String issuer;

    private IdentityProvider(Process process, String issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    /**
     * Returns when it answers.
     *
     * @param page whose visitors it signs in
     */
    public static IdentityProvider start(URI page) throws IOException, InterruptedException {
        Process process = NodeProject.install("provider").start("node", "provider.mjs", page.toString(), SECRET);
        try {
            BufferedReader output = process.inputReader();
            return new IdentityProvider(process, output.readLine());
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Of a worker that sends its visitors here. */
    public Map<String, Object> settings() {
        return Map.of(
                "ringfence.security.enabled",
                true,
                "ringfence.security.jwks",
                issuer + "/jwks",
                "ringfence.security.issuer",
                issuer,
                "ringfence.security.audience",
                "ringfence",
                "ringfence.security.client-secret",
                SECRET,
                "ringfence.security.instance-secret",
                Tokens.INSTANCE_SECRET);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
