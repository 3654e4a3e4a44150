package io.ringfence.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Question;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How many changes are in progress and orders open, and how old the oldest is. */
final class OpenMeters {
    private final Open<ChangeInProgress> changes;
    private final Open<Instant> orders;

    OpenMeters(MeterRegistry registry, Clock clock) {
        changes = new Open<>(ChangeInProgress::since, clock);
        orders = new Open<>(Function.identity(), clock);
        Stream.of(Question.values())
                .forEach(question -> register(
                        registry,
                        "ringfence.changes.in.progress",
                        "Numbers with a change in progress",
                        Tags.of("waits_for", question.name()),
                        changes,
                        change -> change.waitsFor() == question));
        register(registry, "ringfence.orders.open", "Orders that have no outcome", Tags.empty(), orders, any -> true);
    }

    /** Of a task of numbers. */
    Open<ChangeInProgress>.Part changes() {
        return changes.begin();
    }

    /** Of a task of sites. */
    Open<Instant>.Part orders() {
        return orders.begin();
    }

    private static <T> void register(
            MeterRegistry registry, String name, String description, Tags tags, Open<T> open, Predicate<T> counted) {
        Gauge.builder(name, open, all -> all.count(counted))
                .description(description)
                .tags(tags)
                .register(registry);
        Gauge.builder(name + ".oldest.age", open, all -> all.oldestAge(counted))
                .description("Age of the oldest: " + description)
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
    }
}
