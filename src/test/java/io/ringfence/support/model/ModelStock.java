package io.ringfence.support.model;

import io.ringfence.domain.NumberKind;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Returning;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.Status;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The stock of a site as its numbers say it, counted one by one. */
public final class ModelStock {
    private ModelStock() {}

    public static SiteStock of(String siteId, Collection<PhoneNumber> numbers, int low) {
        Map<String, Long> statuses = numbers.stream()
                .collect(Collectors.groupingBy(number -> number.status().name(), TreeMap::new, Collectors.counting()));
        Map<LocalDate, Long> dates = numbers.stream()
                .filter(number -> number.status() == Status.COOLDOWN)
                .collect(Collectors.groupingBy(PhoneNumber::coolingOffDate, TreeMap::new, Collectors.counting()));
        List<Returning> returning = dates.entrySet().stream()
                .limit(31)
                .map(date -> new Returning(date.getKey(), date.getValue()))
                .toList();
        long free = count(
                numbers,
                number -> number.status() == Status.AVAILABLE
                        && !number.locked()
                        && number.details().kind() == NumberKind.DIRECT
                        && !number.mainNumber());
        return new SiteStock(siteId, statuses, count(numbers, PhoneNumber::locked), free, free < low, returning);
    }

    private static long count(Collection<PhoneNumber> numbers, Predicate<PhoneNumber> counted) {
        return numbers.stream().filter(counted).count();
    }
}
