package io.ringfence.support.drill;

import io.ringfence.support.broker.ThreeBrokers;
import io.ringfence.support.machine.FullDisk;
import io.ringfence.support.machine.SteppedClock;
import io.ringfence.support.platform.Deployment;
import io.ringfence.support.platform.Instance;
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
import java.util.stream.Stream;

/** Has one fault after the other befall a deployment, each kind as often as any other at least, and says so. */
public final class Drill {
    /** What a fault is about. */
    private enum Part {
        WORKERS,
        BROKERS,
        REGISTRY,
        PLATFORM,
        READERS
    }

    private enum Kind {
        KILL("kills", Part.WORKERS),
        PAUSE("pauses", Part.WORKERS),
        WIPE("wipes", Part.WORKERS),
        CUT_OFF("cuts", Part.WORKERS),
        BOUNCE("broker bounces", Part.BROKERS),
        CRASH("broker kills", Part.BROKERS),
        OUTAGE("registry outages", Part.REGISTRY),
        LOST_IDS("registries without ids", Part.REGISTRY, Part.WORKERS),
        GROUP_AWAY("groups without offsets", Part.WORKERS),
        PLATFORM_AWAY("voice platforms away", Part.PLATFORM),
        FULL_DISK("full disks of workers", Part.WORKERS),
        FULL_BROKER_DISK("full disks of brokers", Part.BROKERS),
        WRONG_CLOCK("wrong clocks", Part.WORKERS),
        SLOW_BROKER("slow brokers", Part.BROKERS),
        SLOW_READERS("slow readers", Part.READERS);

        /** Soon nothing is decided: no other fault can be felt. */
        private static final Set<Kind> OF_ALL = Set.of(OUTAGE, LOST_IDS, GROUP_AWAY);

        /** Last long, and have tests of their own, or a kind beside them that is harder. */
        private static final Set<Kind> OF_THE_LONG_FORM = Set.of(
                PAUSE,
                WIPE,
                BOUNCE,
                CUT_OFF,
                LOST_IDS,
                GROUP_AWAY,
                FULL_DISK,
                FULL_BROKER_DISK,
                WRONG_CLOCK,
                SLOW_BROKER,
                SLOW_READERS);

        private final String plural;
        private final Set<Part> parts;

        Kind(String plural, Part... parts) {
            this.plural = plural;
            this.parts = Set.of(parts);
        }

        /** No part fails twice at once. */
        boolean allowsMeanwhile(Kind other) {
            return !OF_ALL.contains(this) && Collections.disjoint(parts, other.parts);
        }
    }

    /** Null where nobody chose. */
    private static final String NAMES = System.getProperty("faults.kinds");

    private static final List<Kind> KINDS = kinds();

    private final Deployment deployment;
    private final SteadyLoad load;
    private final VoicePlatform platform;
    private final Random random;
    private final Instant start = Instant.now();
    private final Map<Kind, Integer> count = new EnumMap<>(Kind.class);

    public Drill(Deployment deployment, SteadyLoad load, VoicePlatform platform, long seed) {
        this.deployment = deployment;
        this.load = load;
        this.platform = platform;
        this.random = new Random(seed);
    }

    /** All that this machine has the means for, or those that a property names. */
    private static List<Kind> kinds() {
        return NAMES == null
                ? Stream.of(Kind.values()).filter(Drill::isPossible).toList()
                : Stream.of(NAMES.split(",")).map(Kind::valueOf).toList();
    }

    private static boolean isPossible(Kind kind) {
        return switch (kind) {
            case FULL_DISK, FULL_BROKER_DISK -> FullDisk.isPossible();
            case WRONG_CLOCK -> SteppedClock.isPossible();
            default -> true;
        };
    }

    /** The kinds that a property names, else those that do not take long, one at a time. */
    public void once() throws Exception {
        for (Kind kind : shuffled()) {
            if (NAMES != null || !Kind.OF_THE_LONG_FORM.contains(kind)) {
                befall(kind, Optional.empty());
                deployment.requireNoneEnded();
            }
        }
    }

    /** One {@link #round} after the other. */
    public void repeatedly(Duration time) throws Exception {
        while (elapsed().compareTo(time) < 0) {
            round();
        }
    }

    /** Every kind, some while another lasts. */
    public void round() throws Exception {
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

    private void befall(Kind kind, Optional<Kind> meanwhile) throws Exception {
        Fault fault = fault(kind);
        Instant begin = Instant.now();
        say(fault + " begins");
        fault.begin();
        if (meanwhile.isPresent()) {
            befall(meanwhile.get(), Optional.empty());
        }
        say(fault + " ends");
        fault.end();
        say("%s is over after %.1f s".formatted(fault, since(begin).toMillis() / 1_000.0));
        count.merge(kind, 1, Integer::sum);
    }

    private Fault fault(Kind kind) {
        return switch (kind) {
            case KILL -> new WorkerFault.Kill(deployment, worker(), random.nextBoolean());
            case PAUSE -> new WorkerFault.Pause(deployment, worker());
            case WIPE -> new WorkerFault.Wipe(deployment, worker());
            case CUT_OFF -> new WorkerFault.CutOff(deployment, load, worker(), random.nextBoolean());
            case BOUNCE -> new BrokerFault.Bounce(deployment, random.nextInt(ThreeBrokers.COUNT));
            case CRASH -> new BrokerFault.Crash(deployment, random.nextInt(ThreeBrokers.COUNT), random.nextBoolean());
            case OUTAGE -> new OutsideFault.RegistryOutage(deployment, load);
            case LOST_IDS -> new OutsideFault.LostIds(deployment, load, worker());
            case GROUP_AWAY -> new OutsideFault.GroupAway(deployment, worker());
            case PLATFORM_AWAY -> new OutsideFault.PlatformAway(deployment, platform);
            case FULL_DISK -> new WorkerFault.FullDisk(deployment, worker(), random.nextBoolean());
            case FULL_BROKER_DISK -> new BrokerFault.FullDisk(deployment, random.nextInt(ThreeBrokers.COUNT));
            case WRONG_CLOCK -> new WorkerFault.WrongClock(deployment, worker(), random.nextBoolean());
            case SLOW_BROKER -> new BrokerFault.Slow(deployment, random.nextInt(ThreeBrokers.COUNT));
            case SLOW_READERS -> new OutsideFault.SlowReaders(deployment, load);
        };
    }

    private Instance worker() {
        List<Instance> workers = deployment.workersAtWork();
        return workers.get(random.nextInt(workers.size()));
    }

    private List<Kind> shuffled() {
        List<Kind> kinds = new ArrayList<>(KINDS);
        Collections.shuffle(kinds, random);
        return kinds;
    }

    private Duration elapsed() {
        return since(start);
    }

    private static Duration since(Instant begin) {
        return Duration.between(begin, Instant.now());
    }

    private void say(String what) {
        System.out.printf("%6.1f s  %s%n", elapsed().toMillis() / 1_000.0, what);
    }

    /** What befell it, for people. */
    public String summary() {
        return count.values().stream().mapToInt(Integer::intValue).sum() + " faults: "
                + count.entrySet().stream()
                        .map(kind -> "%s %d".formatted(kind.getKey().plural, kind.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
