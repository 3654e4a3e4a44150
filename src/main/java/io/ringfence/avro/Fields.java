package io.ringfence.avro;

import io.ringfence.domain.WellFormed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;

/** A generic record's fields as plain values. A field that is null, or that the writer's schema lacks, is null. */
record Fields(GenericRecord source) {
    static Fields of(GenericRecord source, String type) {
        if (!source.getSchema().getName().equals(type)) {
            throw new SerializationException(
                    "Expected " + type + ", found " + source.getSchema().getFullName());
        }
        return new Fields(source);
    }

    String text(String name) {
        Object value = value(name);
        return value == null ? null : value.toString();
    }

    /** Null also where the text is no UUID. */
    UUID uuid(String name) {
        return Optional.ofNullable(text(name)).flatMap(WellFormed::uuid).orElse(null);
    }

    LocalDate date(String name) {
        return value(name) instanceof Integer days ? LocalDate.ofEpochDay(days) : null;
    }

    Instant instant(String name) {
        return value(name) instanceof Long millis ? Instant.ofEpochMilli(millis) : null;
    }

    Long number(String name) {
        return value(name) instanceof Long number ? number : null;
    }

    /** None also where a release that did not count wrote the record. */
    long count(String name) {
        return value(name) instanceof Long count ? count : 0;
    }

    int integer(String name) {
        return (Integer) value(name);
    }

    /** Empty also where there are none. */
    List<String> texts(String name) {
        return value(name) instanceof Collection<?> texts
                ? texts.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Empty also where there are none. */
    List<GenericRecord> records(String name) {
        return value(name) instanceof Collection<?> records
                ? records.stream().map(GenericRecord.class::cast).toList()
                : List.of();
    }

    /** Empty also where there are none. */
    Set<Integer> integers(String name) {
        return value(name) instanceof Collection<?> integers
                ? integers.stream().map(Integer.class::cast).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Null where there is none. */
    Integer optionalInteger(String name) {
        return (Integer) value(name);
    }

    boolean flag(String name) {
        return value(name) instanceof Boolean flag && flag;
    }

    GenericRecord record(String name) {
        return (GenericRecord) value(name);
    }

    <E extends Enum<E>> E symbol(String name, Class<E> type, E unknown) {
        return symbol(value(name), type, unknown);
    }

    /** Null where there is none. */
    <E extends Enum<E>> E optionalSymbol(String name, Class<E> type, E unknown) {
        return value(name) == null ? null : symbol(name, type, unknown);
    }

    static <E extends Enum<E>> E symbol(Object symbol, Class<E> type, E unknown) {
        if (symbol == null) {
            return unknown;
        }
        try {
            return Enum.valueOf(type, symbol.toString());
        } catch (IllegalArgumentException e) {
            return unknown;
        }
    }

    private Object value(String name) {
        Schema.Field field = source.getSchema().getField(name);
        return field == null ? null : source.get(field.pos());
    }
}
