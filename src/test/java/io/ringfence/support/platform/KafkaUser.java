package io.ringfence.support.platform;

import io.ringfence.topology.Topics;
import io.ringfence.topology.Topics.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Who works with a cluster, after the README's table.
 *
 * @param reads topics, and those it writes are others
 */
public record KafkaUser(String name, Collection<Topic> writes, Collection<Topic> reads) {
    public static final KafkaUser WORKER = new KafkaUser(
            "ringfence",
            Topics.all().stream()
                    .filter(topic -> !Set.of(Topics.FULFILMENT_RESULTS, Topics.ENTITLEMENTS, Topics.SITE_DIRECTORY)
                            .contains(topic))
                    .toList(),
            Topics.all());
    public static final KafkaUser OPERATOR =
            new KafkaUser("operator", List.of(Topics.ACTIONS, Topics.ORDERS, Topics.SITE_DIRECTORY), List.of());
    public static final KafkaUser PROVIDER =
            new KafkaUser("provider", List.of(Topics.PROVISIONING, Topics.ENTITLEMENTS), List.of());
    public static final KafkaUser ADAPTER =
            new KafkaUser("voice-platform", List.of(Topics.FULFILMENT_RESULTS), List.of(Topics.FULFILMENTS));
    public static final KafkaUser READER = new KafkaUser(
            "reader",
            List.of(),
            List.of(Topics.STATE_CHANGES, Topics.REJECTIONS, Topics.ORDER_OUTCOMES, Topics.SITE_STOCK));

    /** Who may do nothing. */
    public static final KafkaUser STRANGER = new KafkaUser("stranger", List.of(), List.of());

    /** Those that are granted something. */
    public static final List<KafkaUser> ALL = List.of(WORKER, OPERATOR, PROVIDER, ADAPTER, READER);

    @Override
    public String toString() {
        return name;
    }
}
