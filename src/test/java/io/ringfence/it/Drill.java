package io.ringfence.it;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Has one fault after the other befall a deployment, each kind as often as any other at least, and says so. */
final class Drill {
    private enum Kind {
        KILL("kills"),
        PAUSE("pauses"),
        WIPE("wipes"),
        BOUNCE("broker bounces"),
        OUTAGE("registry outages");

        private static final Set<Kind> OF_WORKERS = Set.of(KILL, PAUSE, WIPE);

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }

        /**
         * A worker does not fail twice at once. Without a registry no worker starts, and soon nothing is decided: no
         * other fault can be felt.
         */
        boolean allowsMeanwhile(Kind other) {
            return this != OUTAGE && other != this && !(OF_WORKERS.contains(this) && OF_WORKERS.contains(other));
        }
    }

    private final Deployment deployment;
    private final SteadyLoad load;
    private final Random random;
    private final Instant start = Instant.now();
    private final Map<Kind, Integer> count = new EnumMap<>(Kind.class);

    Drill(Deployment deployment, SteadyLoad load, long seed) {
        this.deployment = deployment;
        this.load = load;
        this.random = new Random(seed);
    }

    /** Every kind, one at a time. */
    void once() throws Exception {
        for (Kind kind : shuffled()) {
            befall(kind, Optional.empty());
            deployment.requireNoneEnded();
        }
    }

    /** Every kind again and again, some while another lasts. */
    void repeatedly(Duration time) throws Exception {
        while (elapsed().compareTo(time) < 0) {
            for (Kind kind : shuffled()) {
                befall(
                        kind,
                        shuffled().stream()
                                .filter(kind::allowsMeanwhile)
                                .filter(any -> random.nextBoolean())
                                .findFirst());
                deployment.requireNoneEnded();
            }
        }
    }

    private void befall(Kind kind, Optional<Kind> meanwhile) throws Exception {
        Fault fault = fault(kind);
        say(fault + " begins");
        fault.begin();
        if (meanwhile.isPresent()) {
            befall(meanwhile.get(), Optional.empty());
        }
        say(fault + " ends");
        fault.end();
        say(fault + " is over");
        count.merge(kind, 1, Integer::sum);
    }

    private Fault fault(Kind kind) {
        return switch (kind) {
            case KILL -> new Fault.Kill(deployment, worker(), random.nextBoolean());
            case PAUSE -> new Fault.Pause(deployment, worker());
            case WIPE -> new Fault.Wipe(deployment, worker());
            case BOUNCE -> new Fault.Bounce(deployment, random.nextInt(ThreeBrokers.COUNT));
            case OUTAGE -> new Fault.RegistryOutage(deployment, load);
        };
    }

    private Instance worker() {
        List<Instance> workers = deployment.workersAtWork();
        return workers.get(random.nextInt(workers.size()));
    }

    private List<Kind> shuffled() {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        Collections.shuffle(kinds, random);
        return kinds;
    }

    private Duration elapsed() {
        return Duration.between(start, Instant.now());
    }

    private void say(String what) {
        System.out.printf("%6.1f s  %s%n", elapsed().toMillis() / 1_000.0, what);
    }

    /** What befell it, for people. */
    String summary() {
        return count.entrySet().stream()
                .map(kind -> "%s %d".formatted(kind.getKey().plural, kind.getValue()))
                .collect(Collectors.joining(", "));
    }
}
