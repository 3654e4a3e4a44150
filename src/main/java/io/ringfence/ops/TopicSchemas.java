package io.ringfence.ops;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.ringfence.topology.StateStores;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** The schemas of each topic's values, changelogs among them; the first is that of the topic's subject. */
@Singleton
final class TopicSchemas {
    /** Of the topics that others write. */
    static final Map<String, Schema> OF_OTHERS = Topics.OF_OTHERS.stream()
            .collect(toMap(Topics.Topic::name, topic -> topic.schemas().get(0)));

    private final Map<String, List<Schema>> ours = new HashMap<>();

    TopicSchemas(WorkerSettings settings) {
        Topics.all().stream()
                .filter(topic ->
                        !Topics.OF_OTHERS.contains(topic) && !topic.schemas().isEmpty())
                .forEach(topic -> ours.put(topic.name(), topic.schemas()));
        StateStores.all().forEach(store -> store.schema()
                .ifPresent(schema -> ours.put(settings.changelog(store.name()), List.of(schema))));
    }

    /** By topic, what the registry has to have. */
    Map<String, Schema> registered() {
        Map<String, Schema> all = new HashMap<>(OF_OTHERS);
        ours.forEach((topic, schemas) -> all.put(topic, schemas.get(0)));
        return all;
    }

    /** The topics that only workers write. */
    Set<String> written() {
        return ours.keySet();
    }

    /** The names of the records on a topic that only workers write; orders are passed on in the sender's own namespace. */
    Set<String> recordsOn(String topic) {
        return ours.get(topic).stream().map(Schema::getName).collect(toSet());
    }
}
