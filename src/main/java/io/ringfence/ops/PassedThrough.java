package io.ringfence.ops;

import io.micronaut.context.env.Environment;
import java.util.Map;
import java.util.TreeMap;

/** Settings under a prefix that are handed on by the names that others gave them. */
public final class PassedThrough {
    private PassedThrough() {}

    /**
     * What is set under the prefix, by any source. An environment variable could have meant a dot or a hyphen by each of
     * its underscores; no name of Kafka's or Confluent's has a hyphen.
     */
    public static Map<String, String> under(String prefix, Environment environment) {
        Map<String, String> settings = new TreeMap<>();
        environment.getProperties(prefix).forEach((name, value) -> {
            if (!name.contains("-")) {
                settings.put(name, String.valueOf(value));
            }
        });
        return settings;
    }
}
