package io.ringfence.support.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server's key, and what those who trust it have: two PKCS12 files of one password.
 *
 * @param keyStore has the key, and its certificate for localhost
 * @param trustStore has the certificate
 */
public record KeyStores(Path keyStore, Path trustStore) {
    public static final String PASSWORD = "changeit";

    /** Made anew, by the JDK's own command. */
    public static KeyStores selfSigned(Path directory) throws IOException, InterruptedException {
        KeyStores stores = new KeyStores(directory.resolve("key.p12"), directory.resolve("trust.p12"));
        Path certificate = directory.resolve("certificate.pem");
        keytool(
                stores.keyStore(),
                List.of(
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1"));
        keytool(stores.keyStore(), List.of("-exportcert", "-rfc", "-file", certificate.toString()));
        keytool(stores.trustStore(), List.of("-importcert", "-noprompt", "-file", certificate.toString()));
        return stores;
    }

    /** What a server with the key needs. */
    public SSLContext server() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path store, List<String> what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(what);
        command.addAll(List.of("-alias", "server", "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", store.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + output);
        }
    }
}
