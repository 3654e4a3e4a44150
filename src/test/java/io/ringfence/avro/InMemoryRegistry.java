package io.ringfence.avro;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/** For tests of the topology alone; every test that talks to a broker talks to a real registry too. */
public final class InMemoryRegistry implements SchemaRegistry {
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private boolean available = true;

    @Override
    public synchronized int id(String subject, Schema schema) {
        int id = ids.computeIfAbsent(CanonicalText.of(schema), text -> ids.size() + 1);
        schemas.put(id, new Schema.Parser().parse(CanonicalText.of(schema)));
        return id;
    }

    @Override
    public synchronized Schema schema(int id) {
        if (!available) {
            throw new RegistryUnavailableException("Switched off by the test.", null);
        }
        if (!schemas.containsKey(id)) {
            throw new SerializationException("Schema registry knows no schema with id " + id + ".");
        }
        return schemas.get(id);
    }

    /** Knows what the other knows, by the same ids, each schema as the operator makes it. */
    public synchronized void takeOver(InMemoryRegistry other, UnaryOperator<Schema> change) {
        ids.putAll(other.ids);
        other.schemas.forEach((id, schema) -> schemas.put(id, change.apply(schema)));
    }

    public void switchOff() {
        available = false;
    }
}
