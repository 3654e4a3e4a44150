package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.ringfence.StartupException;
import io.ringfence.support.streams.Topologies;
import io.ringfence.topology.DedupeStore;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreMemoryTest {
    /** Of containers whose heap is half of them, and of a machine. */
    @ParameterizedTest
    @CsvSource({
        "1GB, 512MB, 256MB",
        "2GB, 1GB, 512MB",
        "64GB, 16GB, 1024MB",
        "256MB, 192MB, 64MB",
        "1GB, 2GB, 64MB",
    })
    void isByDefaultWhatTheProcessCanSpare(String total, String heap, String stores) {
        assertThat(new ProcessMemory(MemorySize.parse(total), MemorySize.parse(heap)).forStores())
                .hasToString(stores);
    }

    @ParameterizedTest
    @CsvSource({"1GB, 6, 6445KB", "1GB, 24, 1484KB", "1GB, 48, 647KB", "256MB, 48, 256KB", "64GB, 6, 16MB"})
    void givesEachStoreItsPart(String size, int partitions, String writeBuffer) {
        assertThat(memory(size, partitions).writeBuffer()).hasToString(writeBuffer);
    }

    @Test
    void saysWhatTheStoresMayTake() {
        assertThat(new MemoryCheck(memory("1GB", 24)).line())
                .hasLineCount(1)
                .contains("1024MB", "ringfence.memory.stores", "24 partitions", "1484KB");
    }

    @Test
    void saysWhatToSetWhenThatIsTooLittle() {
        assertThat(memory("512MB", 48).suffices()).isFalse();
        assertThat(new MemoryCheck(memory("512MB", 48)).line())
                .hasLineCount(1)
                .contains(
                        "512MB (ringfence.memory.stores)", "48 partitions", "625", "RINGFENCE_MEMORY_STORES to 547MB");

        assertThat(memory("547MB", 48).suffices()).isTrue();
    }

    @Test
    void isWhatIsSet() {
        assertThat(set("512MB").size()).isEqualTo(MemorySize.megabytes(512));
        assertThat(set("2GB").size()).isEqualTo(MemorySize.megabytes(2048));
        assertThat(set("").size()).isEqualTo(ProcessMemory.ofThisProcess().forStores());
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "512", "0MB", "-1GB", "1.5GB"})
    void refusesWhatIsNoSize(String value) {
        assertThatThrownBy(() -> set(value))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("RINGFENCE_MEMORY_STORES", value)
                .message()
                .hasLineCount(1);
    }

    private static StoreMemory memory(String size, int partitions) {
        return new StoreMemory(MemorySize.parse(size), new StoreCount(partitions, 13));
    }

    private static StoreMemory set(String value) {
        try (ApplicationContext context = ApplicationContext.builder()
                .properties(Map.of("ringfence.memory.stores", value))
                .build()) {
            context.getEnvironment().start();
            return new WorkerFactory()
                    .storeMemory(
                            context.getEnvironment(),
                            new DedupeStore.Window(Duration.ofHours(24)),
                            topology(),
                            WorkerSettings.of(context.getEnvironment()));
        }
    }

    private static Topology topology() {
        return Topologies.of(6);
    }
}
