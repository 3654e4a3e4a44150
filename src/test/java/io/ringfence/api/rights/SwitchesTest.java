package io.ringfence.api.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.ringfence.StartupException;
import io.ringfence.support.api.ApiServer;
import io.ringfence.support.rights.Tokens;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be opened to everybody is open, and nothing beside it. That it is not, unless told, {@code RightsIT} tells. */
class SwitchesTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer(opened());

    private static Map<String, Object> opened() {
        Map<String, Object> settings = new HashMap<>(new Tokens().settings());
        settings.put("ringfence.security.metrics-open", true);
        settings.put("ringfence.security.description-open", true);
        return settings;
    }

    @Test
    void whatIsOpenNeedsNoToken() {
        assertThat(statuses("/swagger-ui", "/prometheus")).containsOnly(200);
        // Let in, to a server that has none.
        assertThat(statuses("/openapi.yml", "/asyncapi.yml")).containsOnly(404);
    }

    @Test
    void theRestNeedsOne() {
        assertThat(statuses("/api/sites", "/api/topology", "/", "/prometheus2")).containsOnly(401);
    }

    private static Stream<Integer> statuses(String... paths) {
        return Stream.of(paths).map(path -> API.get(path).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"waits", "waits-per-caller", "streams", "streams-per-caller"})
    void aBoundThatIsNoneIsRefusedAtTheStart(String limit) {
        Map<String, Object> settings = Map.of("kafka.enabled", false, "ringfence.limits." + limit, 0);
        ThrowingCallable start = () -> ApplicationContext.run(settings).close();

        assertThatThrownBy(start)
                .hasRootCauseInstanceOf(StartupException.class)
                .rootCause()
                .hasMessage("ringfence.limits." + limit + " is 0, not a number above 0.");
    }
}
