package io.ringfence.support.measurement;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.StateChange;
import io.ringfence.support.platform.Client;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Compares two workers that run already, such as those of two releases, on what waits for nobody: one request at a
 * time, of one worker and of the other in turns, so that whatever else the machine does meets both.
 */
final class SideBySide {
    private static final int NUMBERS = 50;
    private static final int ROUNDS = 60;

    /** Until the virtual machines have compiled what runs often. */
    private static final int WARM_UP = 20;

    private static final long BETWEEN_NANOS = Duration.ofMillis(10).toNanos();
    private static final Party PARTY = new Party(PartyType.OCCUPIER, "side-by-side", "Any");

    private final Client client;
    private final List<String> numbers =
            IntStream.range(0, NUMBERS).mapToObj(i -> Numbers.next()).toList();
    private final long[] nanos = new long[(ROUNDS - WARM_UP) * NUMBERS];

    private SideBySide(Client client) {
        this.client = client;
        numbers.forEach(number -> {
            decide(Requests.provision(number));
            decide(Requests.allocate(number, PARTY));
        });
    }

    /**
     * Takes some three minutes. Both must have no numbers but those of the sample: others are provisioned here.
     *
     * @param args of the worker of before and of the other, each: its brokers, the URL of its registry
     */
    public static void main(String[] args) {
        try (Client ofBefore = new Client(args[0], args[1]);
                Client ofAfter = new Client(args[2], args[3])) {
            SideBySide before = new SideBySide(ofBefore);
            SideBySide after = new SideBySide(ofAfter);
            Random random = new Random(1);
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < NUMBERS; i++) {
                    boolean isBeforeFirst = random.nextBoolean();
                    (isBeforeFirst ? before : after).sample(round, i, random);
                    (isBeforeFirst ? after : before).sample(round, i, random);
                }
            }
            for (int percent : new int[] {50, 90, 99}) {
                double one = before.millis(percent);
                double other = after.millis(percent);
                System.out.printf("p%d: %.1f ms before, %.1f ms after: %.3f%n", percent, one, other, other / one);
            }
        }
    }

    private void sample(int round, int number, Random random) {
        LockSupport.parkNanos((long) (BETWEEN_NANOS * 2 * random.nextDouble()));
        Action action = round % 2 == 0 ? Action.ACTIVATE : Action.DEACTIVATE;
        long taken = decide(Requests.of(action, numbers.get(number)));
        if (round >= WARM_UP) {
            nanos[(round - WARM_UP) * NUMBERS + number] = taken;
        }
    }

    /** From publishing a request to reading its outcome, committed. */
    private long decide(ActionRequest request) {
        long begin = System.nanoTime();
        client.publishSoon(request);
        if (!(client.outcome(request) instanceof StateChange)) {
            throw new IllegalStateException("Refused: " + client.outcome(request));
        }
        return System.nanoTime() - begin;
    }

    private double millis(int percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * percent / 100] / 1e6;
    }
}
