package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.ringfence.StartupException;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.StockPolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that is none is an error of one line that names the setting, never the default in silence. */
class SettingsTest {
    @ParameterizedTest
    @CsvSource({
        "ringfence.partitions, abc",
        "ringfence.partitions, 0",
        "ringfence.replication-factor, 0",
        "ringfence.dedupe-window, xyz",
        "ringfence.dedupe-window, -1h",
        "ringfence.order-retention, soon",
        "ringfence.stop-timeout, soon",
        "ringfence.instance-id, worker one",
        "ringfence.query.max-silence, 900ms",
    })
    void refusesWhatIsNoValue(String name, String value) {
        assertThatThrownBy(() -> settings(name, value))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll(name, value)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ringfence.cooling-off.zone, Mars/Olympus",
        "ringfence.cooling-off.after-deallocation, many",
        "ringfence.cooling-off.after-deallocation, -1",
        "ringfence.cooling-off.after-cease, -1",
    })
    void refusesWhatIsNoPolicy(String name, String value) {
        assertThatThrownBy(() -> policy(name, value))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll(name, value);
    }

    @ParameterizedTest
    @CsvSource({"-1", "few", "2.5"})
    void refusesWhatIsNoStock(String value) {
        assertThatThrownBy(() -> stockPolicy(value))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("ringfence.stock.low", "RINGFENCE_STOCK_LOW", value)
                .message()
                .hasLineCount(1);
    }

    @Test
    void refusesToForgetOrdersBeforeTheirRequests() {
        assertThatThrownBy(() -> settings("ringfence.order-retention", "23h"))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("ringfence.order-retention", "PT23H", "ringfence.dedupe-window", "PT24H");
    }

    @Test
    void readsWhatIsOne() {
        assertThat(settings("ringfence.dedupe-window", "90m").dedupeWindow()).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings("ringfence.partitions", "12").partitions()).isEqualTo(12);
        assertThat(policy("ringfence.cooling-off.zone", "Europe/London").zone()).hasToString("Europe/London");
        assertThat(stockPolicy("0").low()).isZero();
    }

    private static StockPolicy stockPolicy(String low) {
        try (ApplicationContext context = context("ringfence.stock.low", low)) {
            return new WorkerFactory().stockPolicy(context.getEnvironment().start());
        }
    }

    private static WorkerSettings settings(String name, String value) {
        try (ApplicationContext context = context(name, value)) {
            return WorkerSettings.of(context.getEnvironment().start());
        }
    }

    private static CoolingOffPolicy policy(String name, String value) {
        try (ApplicationContext context = context(name, value)) {
            return new WorkerFactory().coolingOffPolicy(context.getEnvironment().start());
        }
    }

    private static ApplicationContext context(String name, String value) {
        return ApplicationContext.builder().properties(Map.of(name, value)).build();
    }
}
