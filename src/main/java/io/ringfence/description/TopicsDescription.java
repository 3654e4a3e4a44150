package io.ringfence.description;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.avro.CanonicalText;
import io.ringfence.topology.DeadLetters;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.TopicSetting;
import io.ringfence.topology.Topics;
import io.ringfence.topology.Topics.Topic;
import jakarta.inject.Singleton;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that others read or write as AsyncAPI, from the worker's side: what others write it receives. */
@Singleton
final class TopicsDescription {
    private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";
    private static final String BINDING = "0.5.0";

    private final ObjectNode document = Yaml.object();

    TopicsDescription(ApiDescription api, Partitions partitions) {
        document.put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Ringfence")
                .put("version", api.version())
                .put(
                        "description",
                        "What is said of phone numbers, and what becomes of it. Values are in the Confluent wire format, under the subject <topic>-value.");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        Topics.all().stream().filter(topic -> !Topics.HOPS.contains(topic)).forEach(topic -> {
            channels.set(topic.name(), channel(topic, partitions));
            operations.set(topic.name(), operation(topic));
        });
    }

    private static ObjectNode channel(Topic topic, Partitions partitions) {
        ObjectNode channel = Yaml.object().put("address", topic.name());
        ObjectNode messages = channel.putObject("messages");
        if (topic.schemas().isEmpty()) {
            messages.set("DeadLetter", deadLetter());
        } else {
            Schema schema = topic.schemas().get(0);
            channel.put("description", schema.getDoc());
            messages.set(schema.getName(), message(schema));
        }
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka").put("partitions", partitions.count());
        ObjectNode configuration = kafka.putObject("topicConfiguration");
        topic.settings().forEach(setting -> set(configuration, setting));
        kafka.put("bindingVersion", BINDING);
        return channel;
    }

    private static void set(ObjectNode configuration, TopicSetting setting) {
        if (setting.name().equals(TopicConfig.CLEANUP_POLICY_CONFIG)) {
            configuration.putArray(setting.name()).add(setting.value());
        } else {
            // As YAML reads it: a number where it is one.
            configuration.set(setting.name(), Yaml.tree(setting.value()));
        }
    }

    private static ObjectNode message(Schema schema) {
        ObjectNode message = Yaml.object();
        message.putObject("payload").put("schemaFormat", AVRO).set("schema", Yaml.tree(CanonicalText.of(schema)));
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        kafka.putObject("key").put("type", "string");
        kafka.put("schemaIdLocation", "payload")
                .put("schemaIdPayloadEncoding", "confluent")
                .put("schemaLookupStrategy", "TopicNameStrategy")
                .put("bindingVersion", BINDING);
        return message;
    }

    private static ObjectNode deadLetter() {
        ObjectNode message = Yaml.object()
                .put(
                        "description",
                        "What could not be read: key, value and headers as received, and headers of its own.");
        ObjectNode headers = message.putObject("headers").put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        DeadLetters.HEADERS.forEach((name, meaning) ->
                properties.putObject(name).put("type", "string").put("description", meaning));
        return message;
    }

    private static ObjectNode operation(Topic topic) {
        ObjectNode operation = Yaml.object().put("action", Topics.OF_OTHERS.contains(topic) ? "receive" : "send");
        operation.putObject("channel").put("$ref", "#/channels/" + topic.name());
        return operation;
    }

    String text() {
        return Yaml.text(document);
    }
}
