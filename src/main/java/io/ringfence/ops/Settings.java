package io.ringfence.ops;

import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.value.PropertyResolver;
import io.ringfence.StartupException;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads settings, each of which has a value in application.yml at least. Strict where the framework's binding is not: a
 * value that cannot be converted must not become the default in silence.
 */
record Settings(PropertyResolver properties) {
    <T> T read(String name, Class<T> type, Predicate<T> allowed, String description) {
        String value = properties.getRequiredProperty(name, String.class);
        return converted(value, type)
                .filter(allowed)
                .orElseThrow(() -> new StartupException(
                        "%s (%s) is \"%s\", not %s.".formatted(name, variable(name), value, description)));
    }

    /** What is almost true would be false to the framework. */
    boolean flag(String name) {
        return Boolean.parseBoolean(
                read(name, String.class, text -> text.equals("true") || text.equals("false"), "true or false"));
    }

    /** Some converters answer with nothing, others with what the type's own parser throws. */
    private static <T> Optional<T> converted(String value, Class<T> type) {
        try {
            return ConversionService.SHARED.convert(value, type);
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String variable(String name) {
        return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
