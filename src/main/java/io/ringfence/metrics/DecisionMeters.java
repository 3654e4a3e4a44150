package io.ringfence.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ringfence.domain.Action;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Question;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many decisions there were of each kind, and how long those took that somebody waits for. */
final class DecisionMeters {
    private static final String ACCEPTED = "ACCEPTED";

    /** Of a request that needed nobody's answer. */
    private static final String NOBODY = "NOBODY";

    /** From what an idle worker takes to what a voice platform does, and to a backlog after a night without workers. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(8)
    };

    /** Why there was something to decide. */
    private enum Source {
        /** Somebody published it. */
        REQUEST,
        /** A voice service order needs it. */
        ORDER,
        /** Its date is over. */
        TIME;

        private static Source of(Channel channel) {
            return switch (channel) {
                case ACTIONS, PROVISIONING -> REQUEST;
                case ORDERS -> ORDER;
            };
        }
    }

    private final Clock clock;
    private final Map<Source, Map<Action, Counter>> accepted;
    private final Map<Source, Map<Action, Map<RejectionCode, Counter>>> rejected;
    private final Counter endedByTime;
    private final Timer unasked;
    private final Map<Question, Timer> asked;

    DecisionMeters(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        accepted = ofRequests(source -> all(Action.class, action -> counter(registry, source, action, ACCEPTED)));
        rejected = ofRequests(source -> all(
                Action.class,
                action -> all(RejectionCode.class, code -> counter(registry, source, action, code.name()))));
        endedByTime = counter(registry, Source.TIME, Action.END_COOLING_OFF, ACCEPTED);
        unasked = timer(registry, NOBODY);
        asked = all(Question.class, question -> timer(registry, question.name()));
    }

    void decided(Channel channel, Outcome outcome, Optional<Question> waitedFor, Instant receivedAt) {
        Source source = Source.of(channel);
        counter(source, outcome).increment();
        if (source == Source.REQUEST) {
            Duration time = Duration.between(receivedAt, clock.instant());
            // The broker's clock may be ahead.
            waitedFor.map(asked::get).orElse(unasked).record(time.isNegative() ? Duration.ZERO : time);
        }
    }

    void changedByTime() {
        endedByTime.increment();
    }

    private Counter counter(Source source, Outcome outcome) {
        return outcome instanceof StateChange change
                ? accepted.get(source).get(change.action())
                : counter(source, (Rejection) outcome);
    }

    private Counter counter(Source source, Rejection rejection) {
        return rejected.get(source).get(rejection.action()).get(rejection.code());
    }

    private static <V> Map<Source, V> ofRequests(Function<Source, V> value) {
        return Stream.of(Source.REQUEST, Source.ORDER).collect(Collectors.toMap(Function.identity(), value));
    }

    private static <K extends Enum<K>, V> Map<K, V> all(Class<K> type, Function<K, V> value) {
        Map<K, V> all = new EnumMap<>(type);
        Arrays.stream(type.getEnumConstants()).forEach(key -> all.put(key, value.apply(key)));
        return all;
    }

    private static Counter counter(MeterRegistry registry, Source source, Action action, String code) {
        return Counter.builder("ringfence.decisions")
                .description("Outcomes of requests, and changes that time brought about")
                .tag("source", source.name())
                .tag("action", action.name())
                .tag("code", code)
                .register(registry);
    }

    private static Timer timer(MeterRegistry registry, String waitedFor) {
        return Timer.builder("ringfence.decision")
                .description("From the time of a request's record to its outcome")
                .tag("waited_for", waitedFor)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
