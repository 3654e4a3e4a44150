package io.ringfence.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How long numbers cool off.
 *
 * @param zone where a cooling-off date's day ends
 * @param daysAfterDeallocation days that a deallocated number cools off; 0 makes it available at once
 * @param daysAfterCease days that the numbers of a CEASE cool off where it names no date
 */
public record CoolingOffPolicy(ZoneId zone, int daysAfterDeallocation, int daysAfterCease) {

    /** Whether the last moment of the date is behind. */
    boolean passed(LocalDate date, Instant now) {
        return date.isBefore(today(now));
    }

    LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }

    Instant endOfToday(Instant now) {
        return today(now).plusDays(1).atStartOfDay(zone).toInstant();
    }

    Optional<LocalDate> afterDeallocation(Instant now) {
        return daysAfterDeallocation > 0 ? Optional.of(today(now).plusDays(daysAfterDeallocation)) : Optional.empty();
    }

    LocalDate afterCease(Instant now) {
        return today(now).plusDays(daysAfterCease);
    }
}
