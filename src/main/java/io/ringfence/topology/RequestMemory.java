package io.ringfence.topology;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.StateChange;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Remembers requests, each under its id. An id is used for one of them; what else came with it is remembered beside, so
 * that it is not answered twice either.
 */
final class RequestMemory {
    private final WindowStore<String, RememberedRequest> store;
    private final DedupeStore log;

    RequestMemory(WindowStore<String, RememberedRequest> store, DedupeStore.Window window) {
        this.store = store;
        log = new DedupeStore(store, window);
    }

    /** See {@link DedupeStore#ownerOfId}. */
    Optional<RememberedRequest> ownerOfId(Envelope request, Instant now) {
        return log.ownerOfId(request, now);
    }

    /** Whether the request was received before, see {@link DedupeStore#known}. */
    boolean isKnown(Envelope request, byte[] fingerprint, RememberedRequest owner, Instant now) {
        return log.known(request, fingerprint, owner, now).isPresent();
    }

    void remember(Envelope request, RememberedRequest logged) {
        if (DedupeStore.canHold(request)) {
            put(key(request), logged);
        }
    }

    /**
     * Remembers what became of a request in progress, for as long from now on as any outcome: it may have waited longer than
     * that.
     */
    void settle(Envelope request, RememberedRequest logged, Instant now) {
        Optional<RememberedRequest> owner = ownerOfId(request, now);
        if (owner.isPresent() && owner.get().isDecided()) {
            put(keyBeside(request, logged.fingerprint()), logged);
            return;
        }
        owner.filter(entry -> isElsewhere(entry, logged)).ifPresent(entry -> delete(key(request), entry));
        remember(request, logged);
    }

    private static boolean isElsewhere(RememberedRequest one, RememberedRequest other) {
        return DedupeStore.Window.bucket(one.firstSeen()) != DedupeStore.Window.bucket(other.firstSeen());
    }

    /** Remembers a request that was refused the id, and its owner for as long. */
    void rememberRefused(Envelope request, RememberedRequest refused, RememberedRequest owner) {
        put(keyBeside(request, refused.fingerprint()), refused);
        delete(key(request), owner);
        put(key(request), owner.firstSeenAt(Math.max(owner.firstSeen(), refused.firstSeen())));
    }

    /** Takes the id from its owner, which stays known. */
    void disown(Envelope request, RememberedRequest owner) {
        put(keyBeside(request, owner.fingerprint()), owner);
        delete(key(request), owner);
    }

    /**
     * Remembers a request of which only the outcome is known. What was refused for its topic, or for an id of another, is left
     * out: under the same id comes what was not decided.
     *
     * @param encoded the outcome as it was sent
     * @param at when it was
     */
    void rebuild(Outcome outcome, byte[] encoded, Instant at, Instant now) {
        RememberedRequest logged = new RememberedRequest(at.toEpochMilli(), Fingerprint.UNKNOWN, encoded);
        if (log.covers(logged, now)) {
            ownId(outcome).ifPresent(id -> put(DedupeStore.key(outcome.phoneNumber(), id), logged));
        }
    }

    private static Optional<UUID> ownId(Outcome outcome) {
        if (outcome instanceof StateChange change) {
            return Optional.ofNullable(change.requestId());
        }
        Rejection rejection = (Rejection) outcome;
        return switch (rejection.code()) {
            case NOT_PERMITTED, REQUEST_ID_REUSED -> Optional.empty();
            default -> Optional.ofNullable(rejection.requestId());
        };
    }

    private void put(String key, RememberedRequest logged) {
        store.put(key, logged, DedupeStore.Window.bucket(logged.firstSeen()));
    }

    private void delete(String key, RememberedRequest logged) {
        store.put(key, null, DedupeStore.Window.bucket(logged.firstSeen()));
    }

    private static String key(Envelope request) {
        return DedupeStore.key(request.key(), request.request().requestId());
    }

    private static String keyBeside(Envelope request, byte[] fingerprint) {
        return DedupeStore.keyBeside(request.key(), request.request().requestId(), fingerprint);
    }
}
