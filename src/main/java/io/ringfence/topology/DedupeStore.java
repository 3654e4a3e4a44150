package io.ringfence.topology;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * The requests of the dedupe window, read only. A window store drops whole segments as time goes on, which costs
 * nothing a request, where entries deleted one by one would leave a tombstone each. Entries lie at the start of the day
 * that they fall into, so that finding one is a few point look-ups and not a scan, and so that they are found whatever
 * the window is by then.
 */
public final class DedupeStore {
    /** How long a request is remembered. */
    public record Window(Duration length) {
        /** Fixed: a changed length must not change where entries lie. */
        static final Duration BUCKET = Duration.ofDays(1);

        /** A day for entries that began theirs, and one for records that come later than those of another topic. */
        public Duration retention() {
            return length.plus(BUCKET.multipliedBy(2));
        }

        /** The most that are open at a time, each a RocksDB instance. */
        public int segments() {
            return Math.toIntExact(retention().plus(BUCKET).minusMillis(1).dividedBy(BUCKET)) + 1;
        }

        static long bucket(long time) {
            return time - Math.floorMod(time, BUCKET.toMillis());
        }

        /** Where requests may lie that count at the moment: also the next day, for clocks that are ahead. */
        LongStream buckets(long now) {
            long day = BUCKET.toMillis();
            long last = bucket(now) + day;
            long first = bucket(now - length.toMillis() + 1);
            return LongStream.iterate(last, bucket -> bucket >= first, bucket -> bucket - day);
        }

        /** What was seen after the moment counts too: the clocks of two brokers may differ. */
        boolean covers(RememberedRequest logged, long now) {
            return now - logged.firstSeen() < length.toMillis();
        }
    }

    private final ReadOnlyWindowStore<String, RememberedRequest> store;
    private final Window window;

    public DedupeStore(ReadOnlyWindowStore<String, RememberedRequest> store, Window window) {
        this.store = store;
        this.window = window;
    }

    /**
     * The request with this id that was seen for the number less than the window's length before the given moment, or
     * after. Where the id was used for several, it is the one that it belongs to.
     *
     * @param number the key of the request's record
     */
    public Optional<RememberedRequest> find(String number, UUID requestId, Instant now) {
        return find(key(number, requestId), now.toEpochMilli());
    }

    /**
     * The request with this id and this content, as {@link #find(String, UUID, Instant)}: the one that the id belongs to, or
     * one that was refused it.
     *
     * @param fingerprint of its content
     */
    public Optional<RememberedRequest> find(String number, UUID requestId, byte[] fingerprint, Instant now) {
        return find(number, requestId, now).flatMap(owner -> known(number, requestId, fingerprint, owner, now));
    }

    /** The request that the id of this one belongs to. */
    Optional<RememberedRequest> ownerOfId(Envelope request, Instant now) {
        return canHold(request) ? find(request.key(), request.request().requestId(), now) : Optional.empty();
    }

    /**
     * The request as it was received before: as the one that its id belongs to, or as one that was refused the id.
     *
     * @param owner of its id
     */
    Optional<RememberedRequest> known(Envelope request, byte[] fingerprint, RememberedRequest owner, Instant now) {
        return known(request.key(), request.request().requestId(), fingerprint, owner, now);
    }

    private Optional<RememberedRequest> known(
            String number, UUID requestId, byte[] fingerprint, RememberedRequest owner, Instant now) {
        return Fingerprint.mayBe(owner.fingerprint(), fingerprint)
                ? Optional.of(owner)
                : find(keyBeside(number, requestId, fingerprint), now.toEpochMilli());
    }

    /** Whether the request is remembered at the moment. */
    boolean covers(RememberedRequest logged, Instant now) {
        return window.covers(logged, now.toEpochMilli());
    }

    /** A key may be as long as a record: no number, and too much for the store. */
    static boolean canHold(Envelope request) {
        return request.request().requestId() != null && request.key().length() <= Rules.MAX_TEXT_LENGTH;
    }

    private Optional<RememberedRequest> find(String key, long now) {
        return window.buckets(now)
                .mapToObj(bucket -> store.fetch(key, bucket))
                .filter(logged -> logged != null && window.covers(logged, now))
                .findFirst();
    }

    static String key(String number, UUID requestId) {
        return number + "/" + requestId;
    }

    /** Key of a request whose id is another's: beside that one. */
    static String keyBeside(String number, UUID requestId, byte[] fingerprint) {
        return key(number, requestId) + "/" + HexFormat.of().formatHex(fingerprint);
    }
}
