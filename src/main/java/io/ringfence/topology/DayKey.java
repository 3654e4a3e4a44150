package io.ringfence.topology;

import java.time.LocalDate;

/** Days as parts of keys: they sort as days do, also those before 1970. */
final class DayKey {
    private DayKey() {}

    static String of(LocalDate date) {
        long day = Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, date.toEpochDay()));
        return "%08x".formatted(day - Integer.MIN_VALUE);
    }

    static LocalDate date(String key) {
        return LocalDate.ofEpochDay(Long.parseLong(key, 16) + Integer.MIN_VALUE);
    }
}
