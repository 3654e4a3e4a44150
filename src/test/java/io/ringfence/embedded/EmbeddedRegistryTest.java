package io.ringfence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryTest {

    @TempDir
    Path temp;

    @Test
    void saysHowToGetADistributionThatIsMissing() {
        Path home = temp.resolve("missing");
        assertThatThrownBy(() -> EmbeddedRegistry.start(home, temp, Ports.findFree()))
                .isInstanceOf(StartupException.class)
                .hasMessage(
                        "No registry (*-runner.jar) in %s. Run `mvn generate-resources`, which unpacks it, or set %s (%s)"
                                + " to where it is.",
                        home, "ringfence.embedded.registry-home", "RINGFENCE_EMBEDDED_REGISTRY_HOME");
    }

    @Test
    void namesTheLogOfARegistryThatDies() throws IOException {
        Path home = Files.createDirectory(temp.resolve("home"));
        jarWithMainClass(home.resolve("some-runner.jar"), "no.such.Main");
        Path data = temp.resolve("data");

        assertThatThrownBy(() -> EmbeddedRegistry.start(home, data, Ports.findFree()))
                .isInstanceOf(StartupException.class)
                .hasMessage(
                        "The registry ended with exit code 1 while it was starting. See %s.",
                        data.resolve("registry.log"));
        assertThat(data.resolve("registry.log")).content().contains("ClassNotFoundException: no.such.Main");
    }

    private static void jarWithMainClass(Path jar, String mainClass) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }
}
