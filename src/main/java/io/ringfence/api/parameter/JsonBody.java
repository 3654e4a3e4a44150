package io.ringfence.api.parameter;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.WellFormed;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The body of a request that asks for something. Strict: what is not known or of another type is refused by name, for who
 * sent it meant something by it. What is missing or null takes its default.
 */
public final class JsonBody {
    /** Far more than an order of a thousand numbers needs. */
    private static final int MAX_BYTES = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, config -> Arrays.asList(
                            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                    .forEach(shape -> config.setCoercion(shape, CoercionAction.Fail)))
            .addModule(new SimpleModule()
                    .addDeserializer(UUID.class, new Texts<>(UUID.class) {
                        @Override
                        UUID parsed(String text) {
                            return WellFormed.uuid(text).orElse(null);
                        }
                    })
                    .addDeserializer(LocalDate.class, new Texts<>(LocalDate.class) {
                        @Override
                        LocalDate parsed(String text) {
                            return DATE.matcher(text).matches() ? date(text) : null;
                        }
                    }))
            .build();

    private static final Map<Class<?>, String> EXPECTED = Map.of(
            UUID.class, "a UUID",
            LocalDate.class, "a date, YYYY-MM-DD",
            String.class, "a text",
            Long.class, "a whole number",
            long.class, "a whole number",
            int.class, "a whole number",
            boolean.class, "true or false");

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private JsonBody() {}

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * What the body says.
     *
     * @param body null where there is none
     * @param fixed what stands in the path, by the name of its property; not to be repeated in the body
     * @param defaults by path, such as {@code party.type}; one within an object counts where that is given
     */
    public static <T> T read(byte[] body, Class<T> type, Map<String, Object> fixed, Map<String, Object> defaults) {
        if (body == null) {
            throw Refusals.unreadable("There is no body.");
        }
        if (body.length > MAX_BYTES) {
            throw Refusals.tooLarge("The body has %d bytes; allowed: %d.".formatted(body.length, MAX_BYTES));
        }
        try {
            ObjectNode given = object(JSON.readTree(body));
            fixed.forEach((name, value) -> {
                if (given.has(name)) {
                    throw Refusals.unreadable("Unknown property " + name + ": it stands in the path.");
                }
                given.set(name, JSON.valueToTree(value));
            });
            defaults.forEach((path, value) -> putIfAbsent(given, path, JSON.valueToTree(value)));
            return JSON.treeToValue(given, type);
        } catch (JacksonException e) {
            throw Refusals.unreadable(why(e));
        } catch (IOException e) {
            throw Refusals.unreadable("The body cannot be read.");
        }
    }

    private static ObjectNode object(JsonNode tree) {
        if (!(tree instanceof ObjectNode object)) {
            throw Refusals.unreadable("The body is no JSON object.");
        }
        removeNulls(object);
        return object;
    }

    private static void removeNulls(ObjectNode object) {
        for (Iterator<JsonNode> values = object.iterator(); values.hasNext(); ) {
            JsonNode value = values.next();
            if (value.isNull()) {
                values.remove();
            } else if (value instanceof ObjectNode part) {
                removeNulls(part);
            }
        }
    }

    private static void putIfAbsent(ObjectNode object, String path, JsonNode value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            object.putIfAbsent(path, value);
        } else if (object.get(path.substring(0, dot)) instanceof ObjectNode part) {
            part.putIfAbsent(path.substring(dot + 1), value);
        }
    }

    private static String why(JacksonException cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return "Unknown property %s; known: %s."
                    .formatted(
                            path(unknown),
                            unknown.getKnownPropertyIds().stream()
                                    .map(Objects::toString)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        if (cause instanceof JsonMappingException mapping
                && mapping.getCause() instanceof InputCoercionException overflow
                && !mapping.getPath().isEmpty()) {
            return "%s is out of range; allowed: %s.".formatted(path(mapping), expected(overflow.getTargetType()));
        }
        if (cause instanceof MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            String given = mismatch instanceof InvalidFormatException format
                    ? " is \"" + format.getValue() + "\""
                    : " is of another type";
            return "%s%s; allowed: %s.".formatted(path(mismatch), given, expected(mismatch.getTargetType()));
        }
        return "The body is no JSON object, or one that repeats a property" + at(cause.getLocation()) + ".";
    }

    /** What Jackson says speaks of its own classes. */
    private static String at(JsonLocation location) {
        return location == null || location.getLineNr() < 0
                ? ""
                : ", at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String path(JsonMappingException cause) {
        return cause.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .filter(symbol -> !symbol.equals("UNKNOWN"))
                    .collect(Collectors.joining(", "));
        }
        return EXPECTED.getOrDefault(type, type.isRecord() ? "an object" : "a list");
    }

    /** Of texts, and of nothing else that Jackson would make one of. */
    private abstract static class Texts<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;

        Texts(Class<T> type) {
            super(type);
        }

        /** Null where the text is none. */
        abstract T parsed(String text);

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            T value = parser.hasToken(JsonToken.VALUE_STRING) ? parsed(parser.getText()) : null;
            return value == null
                    ? (T) context.handleWeirdStringValue(_valueClass, parser.getText(), "of another form")
                    : value;
        }
    }
}
