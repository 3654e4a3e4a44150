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
        try (ApplicationContext context =
                ApplicationContext.builder().properties(settings).build()) {
            Map<String, Object> all = new HashMap<>(settings);
            all.putAll(RightsSettings.of(context.getEnvironment().start()));
            return PropertySource.of("rights", all);
        }
    }
}
