package io.ringfence.avro;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.common.utils.Utils;

/**
 * Holds a registry to what it said before. One that was emptied, or restored from too old a copy, does not know ids that
 * are in use and gives them out anew, for other schemas: believed, it would make readable records unreadable, and have
 * others written that nobody can read once it is whole again. So it counts as unavailable until it is.
 *
 * <p>What it has said is asked for once, and remembered.
 */
final class ConsistentRegistry implements SchemaRegistry {
    private record Registration(String subject, Schema schema) {}

    /** A replica may be a moment behind the one that gave an id out. */
    private static final int MOST_LOOKS = 5;

    private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(50, 2, 500, 0.2);

    private final SchemaRegistry registry;
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<Integer, Schema> schemas = new ConcurrentSkipListMap<>();

    ConsistentRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public int id(String subject, Schema schema) {
        return ids.computeIfAbsent(new Registration(subject, schema), this::register);
    }

    private int register(Registration registration) {
        requireNewest();
        int id = registry.id(registration.subject(), registration.schema());
        remember(id, new Schema.Parser().parse(CanonicalText.of(registration.schema())));
        return id;
    }

    @Override
    public Schema schema(int id) {
        Schema known = schemas.get(id);
        return known == null ? ask(id) : known;
    }

    private Schema ask(int id) {
        try {
            Schema schema = registry.schema(id);
            requireNewest();
            remember(id, schema);
            return schema;
        } catch (SerializationException e) {
            requireNewest();
            throw e;
        }
    }

    @Override
    public void confirm(int id) {
        requireNewest();
        Schema known = schemas.get(id);
        if (known != null && id != schemas.lastKey()) {
            requireStill(id, known);
        }
    }

    /** Ids ascend: what was given out last is the first that an old copy lacks, and the last to be given out anew. */
    private void requireNewest() {
        Map.Entry<Integer, Schema> newest = schemas.lastEntry();
        if (newest != null) {
            requireStill(newest.getKey(), newest.getValue());
        }
    }

    private void requireStill(int id, Schema known) {
        for (int looks = 1; ; looks++) {
            try {
                requireSame(id, known, registry.schema(id));
                return;
            } catch (SerializationException e) {
                if (looks == MOST_LOOKS) {
                    throw lost(id, known, e.getMessage(), e);
                }
                Utils.sleep(BACKOFF.backoff(looks));
            }
        }
    }

    private void remember(int id, Schema schema) {
        Schema known = schemas.putIfAbsent(id, schema);
        if (known != null) {
            requireSame(id, known, schema);
        }
    }

    /** The same to whoever reads by it: texts of other clients differ in what does not matter for that. */
    private void requireSame(int id, Schema known, Schema now) {
        if (!SchemaNormalization.toParsingForm(known).equals(SchemaNormalization.toParsingForm(now))) {
            throw lost(
                    id,
                    known,
                    known.getFullName().equals(now.getFullName())
                            ? "it is another version."
                            : "it is " + now.getFullName() + ".",
                    null);
        }
    }

    private RegistryUnavailableException lost(int id, Schema known, String now, Throwable cause) {
        return new RegistryUnavailableException(
                "%s has lost what it gave out ids for: %d was %s, now: %s Restore its storage; what needs it waits."
                        .formatted(registry, id, known.getFullName(), now),
                cause);
    }

    @Override
    public String toString() {
        return registry.toString();
    }
}
