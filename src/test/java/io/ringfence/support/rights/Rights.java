package io.ringfence.support.rights;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.ringfence.ops.RightsSettings;
import java.util.HashMap;
import java.util.Map;

/** What a worker makes of settings that say whether callers show who they are. */
public final class Rights {
    private Rights() {}

    /** The settings, and what follows from them. */
    public static PropertySource of(Map<String, Object> settings) {
        return PropertySource.of("rights", settings(settings));
    }

    /** The settings, and what follows from them. */
    public static Map<String, Object> settings(Map<String, Object> given) {
        try (ApplicationContext context =
                ApplicationContext.builder().properties(given).build()) {
            Map<String, Object> all = new HashMap<>(given);
            all.putAll(RightsSettings.of(context.getEnvironment().start()));
            return all;
        }
    }
}
