package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassedThroughTest {
    @Test
    void environmentVariablesArriveUnderTheNamesOfKafka() {
        assertThat(passed(
                        "ringfence.streams",
                        PropertySource.of(
                                "environment",
                                Map.of("RINGFENCE_STREAMS_NUM_STREAM_THREADS", "3"),
                                PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE)))
                .containsEntry("num.stream.threads", "3")
                .allSatisfy((name, value) -> assertThat(name).doesNotContain("-"));
    }

    @Test
    void propertiesArriveAsTheyAreWritten() {
        assertThat(passed(
                        "ringfence.avro.properties",
                        PropertySource.of("file", Map.of("ringfence.avro.properties.basic.auth.user.info", "a:b"))))
                .containsEntry("basic.auth.user.info", "a:b");
    }

    private static Map<String, String> passed(String prefix, PropertySource source) {
        try (ApplicationContext context = ApplicationContext.builder()
                .bootstrapEnvironment(false)
                .propertySources(source)
                .build()) {
            return PassedThrough.under(prefix, context.getEnvironment().start());
        }
    }
}
