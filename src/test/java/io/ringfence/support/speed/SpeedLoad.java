package io.ringfence.support.speed;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.support.requests.Requests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What an operator and a provider would ask for: numbers go through their lives, now and then one becomes or ceases to be a
 * main number, and of ten requests three are refused. Knows by itself which, so that what was measured can be held against it.
 */
final class SpeedLoad {
    /** How many requests are measured at once. */
    static final int REQUESTS = Integer.getInteger("speed.requests", 200_000);

    static final int NUMBERS = Integer.getInteger("speed.numbers", 100_000);
    static final int SITES = 300;
    private static final double REFUSED = 0.3;

    /** Of those that are accepted, those that have their site asked; each is taken back by another one. */
    private static final double CLAIMS = 0.01 / (1 - REFUSED);

    private static final double OF_THE_PROVIDER = 0.05;

    /**
     * @param requests in the order in which they are published
     * @param refused ids of those that are
     */
    record Batch(List<ActionRequest> requests, Set<UUID> refused) {
        int accepted() {
            return requests.size() - refused.size();
        }

        boolean isAccepted(ActionRequest request) {
            return !refused.contains(request.requestId());
        }
    }

    private enum Status {
        AVAILABLE(Action.ALLOCATE, Action.ACTIVATE),
        RESERVED(Action.ACTIVATE, Action.ASSIGN_USER),
        ACTIVE(Action.ASSIGN_USER, Action.ALLOCATE),
        ASSIGNED(Action.UNASSIGN_USER, Action.ACTIVATE),
        ACTIVE_AGAIN(Action.DEACTIVATE, Action.DEALLOCATE),
        RESERVED_AGAIN(Action.DEALLOCATE, Action.UNASSIGN_USER);

        private final Action accepted;
        private final Action refused;

        Status(Action accepted, Action refused) {
            this.accepted = accepted;
            this.refused = refused;
        }

        Status next() {
            return values()[(ordinal() + 1) % values().length];
        }
    }

    private static final class Life {
        private final String number;
        private final String site;
        private final Party party;
        private Status status = Status.AVAILABLE;
        private boolean isMain;
        private boolean isLocked;

        /** The last batch with a request for it. */
        private int used;

        /** The batch that has no more requests for it: nobody can say whether they would come before or after what it had. */
        private int closed;

        private Life(int i, int sites) {
            number = "+4420%08d".formatted(i);
            site = "site-" + i % sites;
            party = new Party(PartyType.OCCUPIER, "party-" + i, "Party " + i);
        }
    }

    private final Random random = new Random(1);
    private final List<Life> lives;
    private int batch;

    SpeedLoad() {
        this(NUMBERS, SITES);
    }

    SpeedLoad(int numbers, int sites) {
        lives = IntStream.range(0, numbers).mapToObj(i -> new Life(i, sites)).toList();
    }

    /** For people. */
    static String description() {
        return "%,d requests a turn, %,d numbers, %d sites".formatted(REQUESTS, NUMBERS, SITES);
    }

    /** All numbers; nothing else is asked before. */
    Batch provisioning() {
        return provisioning(0, lives.size());
    }

    /** A part of them. */
    Batch provisioning(int from, int to) {
        return new Batch(
                lives.subList(from, Math.min(to, lives.size())).stream()
                        .map(life -> at(life, Requests.provision(life.number)))
                        .toList(),
                Set.of());
    }

    /** What comes then. Each is published once all before are decided. */
    Batch next(int count) {
        batch++;
        List<ActionRequest> requests = new ArrayList<>();
        Set<UUID> refused = new HashSet<>();
        while (requests.size() < count) {
            Life life = lives.get(random.nextInt(lives.size()));
            if (life.closed == batch || (life.isLocked && life.used == batch)) {
                continue;
            }
            boolean isRefused = random.nextDouble() < REFUSED;
            ActionRequest request = at(life, isRefused ? refused(life) : accepted(life));
            requests.add(request);
            life.used = batch;
            if (isRefused) {
                refused.add(request.requestId());
            }
        }
        return new Batch(requests, refused);
    }

    private static ActionRequest at(Life life, ActionRequest request) {
        return request.withSiteId(life.site);
    }

    private ActionRequest refused(Life life) {
        return request(life, life.isLocked ? Action.ALLOCATE : life.status.refused);
    }

    private ActionRequest accepted(Life life) {
        if (life.isLocked) {
            life.isLocked = false;
            life.closed = batch;
            return request(life, Action.UNLOCK);
        }
        double kind = random.nextDouble();
        if (life.status == Status.AVAILABLE && life.used != batch && kind < OF_THE_PROVIDER * Status.values().length) {
            life.isLocked = true;
            life.closed = batch;
            return request(life, Action.LOCK);
        }
        if (life.status == Status.RESERVED && (life.isMain || kind < CLAIMS * Status.values().length)) {
            life.isMain = !life.isMain;
            life.closed = life.isMain ? batch : life.closed;
            return request(life, life.isMain ? Action.NOMINATE_MAIN_NUMBER : Action.REMOVE_MAIN_NUMBER);
        }
        Action action = life.status.accepted;
        life.status = life.status.next();
        return request(life, action);
    }

    private static ActionRequest request(Life life, Action action) {
        return switch (action) {
            case ALLOCATE -> Requests.allocate(life.number, life.party);
            case ASSIGN_USER -> Requests.assign(life.number, "user-" + life.number);
            default -> Requests.of(action, life.number);
        };
    }
}
