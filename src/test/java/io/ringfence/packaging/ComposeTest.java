package io.ringfence.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** No Docker engine runs where this is built; that the file is right is checked by the tool that reads it. */
class ComposeTest {
    @Test
    void composeFileIsValid() throws IOException, InterruptedException {
        Assumptions.assumeTrue(isInstalled(), "docker-compose is not installed here");

        Process config = new ProcessBuilder("docker-compose", "config", "--quiet")
                .redirectErrorStream(true)
                .start();
        String output = new String(config.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(config.waitFor()).as(output).isZero();
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("docker-compose", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
