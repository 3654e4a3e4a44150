package io.ringfence.topology;

import io.ringfence.avro.AvroType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A store by key, on disk and in a changelog.
 *
 * @param schema of the values; empty where they are no Avro, or Avro that another topic's subject has
 * @param values made from the serde of all records
 * @param cached whether only the last value of a key at a commit goes to disk and to the changelog
 * @param changelog what the changelog sets beyond Kafka Streams' defaults
 */
public record StoreDeclaration<K, V>(
        String name,
        Serde<K> keys,
        Optional<Schema> schema,
        Function<Serde<GenericRecord>, Serde<V>> values,
        boolean cached,
        Map<String, String> changelog) {
    /** Of stores whose values grow with the numbers of an order, or hold records of internal topics as they came. */
    public static final TopicSetting LARGE_VALUES = new TopicSetting(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(DeadLetters.MAX_BYTES), TopicSetting.Rule.AT_LEAST);

    static <V> StoreDeclaration<String, V> of(String name, AvroType<V> type) {
        return new StoreDeclaration<>(name, Serdes.String(), Optional.of(type.schema()), type::serde, false, Map.of());
    }

    static <V> StoreDeclaration<String, V> of(String name, Serde<V> values) {
        return of(name, Serdes.String(), values);
    }

    static <K, V> StoreDeclaration<K, V> of(String name, Serde<K> keys, Serde<V> values) {
        return new StoreDeclaration<>(name, keys, Optional.empty(), any -> values, false, Map.of());
    }

    StoreDeclaration<K, V> withCaching() {
        return new StoreDeclaration<>(name, keys, schema, values, true, changelog);
    }

    StoreDeclaration<K, V> withLargeValues() {
        return withChangelog(LARGE_VALUES.name(), LARGE_VALUES.value());
    }

    StoreDeclaration<K, V> withChangelog(String setting, String value) {
        Map<String, String> settings = new HashMap<>(changelog);
        settings.put(setting, value);
        return new StoreDeclaration<>(name, keys, schema, values, cached, Map.copyOf(settings));
    }

    StoreBuilder<KeyValueStore<K, V>> builder(Serde<GenericRecord> records) {
        StoreBuilder<KeyValueStore<K, V>> builder = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), keys, values.apply(records))
                .withLoggingEnabled(changelog);
        return cached ? builder.withCachingEnabled() : builder;
    }

    /** The store of the task. */
    KeyValueStore<K, V> in(ProcessorContext<?, ?> context) {
        return context.getStateStore(name);
    }
}
