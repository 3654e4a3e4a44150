package io.ringfence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path temp;

    @Test
    void createsTheDirectoryAndCanBeOpenedAgainOnceClosed() {
        Path path = temp.resolve("a/b");
        try (DataDirectory directory = DataDirectory.open(path)) {
            assertThat(path).isDirectory();
            assertThat(directory.broker()).isEqualTo(path.resolve("broker"));
            assertThat(directory.registry()).isEqualTo(path.resolve("registry"));
        }
        try (DataDirectory again = DataDirectory.open(path)) {
            assertThat(again.path()).isEqualTo(path);
        }
    }

    @Test
    void namesTheDirectoryAndItsSettingWhenItIsHeld() {
        try (DataDirectory held = DataDirectory.open(temp)) {
            assertThatThrownBy(() -> DataDirectory.open(held.path()))
                    .isInstanceOf(StartupException.class)
                    .hasMessage(
                            "Data directory %s is in use by another process. Stop that one, or set %s (%s) to another"
                                    + " directory.",
                            temp, "ringfence.embedded.data-directory", "RINGFENCE_EMBEDDED_DATA_DIRECTORY");
        }
    }

    @Test
    void namesTheDirectoryThatCannotBeCreated() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(file.resolve("data").toString())
                .hasMessageContaining("ringfence.embedded.data-directory");
    }
}
