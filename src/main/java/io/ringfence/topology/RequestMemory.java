package io.ringfence.topology;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.Rules;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Remembers requests, each under its id. An id is used for one of them; what else came with it is remembered beside, so
 * that it is not answered twice either.
 */
final class RequestMemory {
    private final WindowStore<String, LoggedRequest> store;
    private final DedupeStore log;

    RequestMemory(WindowStore<String, LoggedRequest> store, DedupeStore.Window window) {
        this.store = store;
        log = new DedupeStore(store, window);
    }

    /** The request that the id of this one belongs to. */
    Optional<LoggedRequest> ownerOfId(Envelope request, Instant now) {
        return canBeLogged(request) ? log.find(request.key(), request.request().requestId(), now) : Optional.empty();
    }

    /** Whether the request is the one that its id belongs to, or one that was refused the id before. */
    boolean isKnown(Envelope request, byte[] fingerprint, LoggedRequest owner, Instant now) {
        return Arrays.equals(owner.fingerprint(), fingerprint)
                || log.find(keyBeside(request, fingerprint), now.toEpochMilli()).isPresent();
    }

    void remember(Envelope request, LoggedRequest logged) {
        if (canBeLogged(request)) {
            put(key(request), logged);
        }
    }

    /** Remembers what became of a request in progress, where it lies. */
    void settle(Envelope request, LoggedRequest logged, Instant now) {
        ownerOfId(request, now)
                .filter(owner -> !owner.isDecided())
                .ifPresentOrElse(
                        owner -> remember(request, logged.firstSeenAt(owner.firstSeen())),
                        () -> remember(request, logged));
    }

    /** Remembers a request that was refused the id, and its owner for as long. */
    void rememberRefused(Envelope request, LoggedRequest refused, LoggedRequest owner) {
        put(keyBeside(request, refused.fingerprint()), refused);
        delete(key(request), owner);
        put(key(request), owner.firstSeenAt(Math.max(owner.firstSeen(), refused.firstSeen())));
    }

    /** Takes the id from its owner, which stays known. */
    void disown(Envelope request, LoggedRequest owner) {
        put(keyBeside(request, owner.fingerprint()), owner);
        delete(key(request), owner);
    }

    private void put(String key, LoggedRequest logged) {
        store.put(key, logged, DedupeStore.Window.bucket(logged.firstSeen()));
    }

    private void delete(String key, LoggedRequest logged) {
        store.put(key, null, DedupeStore.Window.bucket(logged.firstSeen()));
    }

    /** A key may be as long as a record: no number, and too much for the log. */
    private static boolean canBeLogged(Envelope request) {
        return request.request().requestId() != null && request.key().length() <= Rules.MAX_TEXT_LENGTH;
    }

    private static String key(Envelope request) {
        return DedupeStore.key(request.key(), request.request().requestId());
    }

    private static String keyBeside(Envelope request, byte[] fingerprint) {
        return DedupeStore.keyBeside(request.key(), request.request().requestId(), fingerprint);
    }
}
