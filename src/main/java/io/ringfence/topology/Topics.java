package io.ringfence.topology;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/** Every topic by name and setting. One declaration for the topology, for creation and for the start-up checks. */
public final class Topics {
    /** Requests of operators' systems. */
    public static final Topic ACTIONS = Topic.input("phone-number-actions");

    /** Requests of the provider's systems. */
    public static final Topic PROVISIONING = Topic.input("phone-number-provisioning");

    /** Accepted changes. */
    public static final Topic STATE_CHANGES = Topic.output("phone-number-state-changes");

    /** Refused requests. */
    public static final Topic REJECTIONS = Topic.output("phone-number-rejections");

    /** What could not be read. */
    public static final Topic DEAD_LETTERS =
            Topic.output("ringfence-dead-letters").with(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DeadLetters.MAX_BYTES);

    /** Requests that a foreign partitioner put where their number's owner does not read. */
    public static final Topic REROUTED = Topic.input("ringfence-rerouted-requests")
            .with(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DeadLetters.MAX_BYTES);

    /** What the owners of sites say to claims, back to the owners of the numbers. */
    public static final Topic CLAIM_ANSWERS = Topic.input("ringfence-claim-answers");

    /** What happens to the numbers of a site, and what is ordered there, for the sites half. */
    public static final Topic SITE_EVENTS =
            Topic.input("ringfence-site-events").with(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DeadLetters.MAX_BYTES);

    /** Requests that carry out voice service orders, from the owners of sites to the owners of the numbers. */
    public static final Topic ORDER_REQUESTS = Topic.input("ringfence-order-requests");

    /** Orders of operators' systems. */
    public static final Topic ORDERS = Topic.input("voice-service-orders");

    /** What orders came to. Names every number that an order gave or took. */
    public static final Topic ORDER_OUTCOMES =
            Topic.output("voice-service-outcomes").with(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DeadLetters.MAX_BYTES);

    private Topics() {}

    /** All of them. */
    public static List<Topic> all() {
        return List.of(
                ACTIONS,
                PROVISIONING,
                ORDERS,
                STATE_CHANGES,
                REJECTIONS,
                ORDER_OUTCOMES,
                DEAD_LETTERS,
                REROUTED,
                SITE_EVENTS,
                CLAIM_ANSWERS,
                ORDER_REQUESTS);
    }

    /**
     * A topic.
     *
     * @param config what its creation sets beyond the broker's defaults
     */
    public record Topic(String name, Map<String, String> config) {
        /** Whether others write it: a request or an order that we have not seen may come on it at any time. */
        public boolean isPublic() {
            return equals(ACTIONS) || equals(PROVISIONING) || equals(ORDERS);
        }

        private static final String SEVEN_DAYS =
                String.valueOf(Duration.ofDays(7).toMillis());
        private static final String FOREVER = "-1";

        /**
         * Stamped by the broker, whose clock is the "now" of a decision: a replay decides the same. And what waits here
         * through a long stop is as young as its writing, not as the request that it goes back to.
         */
        private static Topic input(String name) {
            return new Topic(
                    name,
                    Map.of(
                            TopicConfig.RETENTION_MS_CONFIG,
                            SEVEN_DAYS,
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE,
                            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                            TimestampType.LOG_APPEND_TIME.name));
        }

        /** The audit trail. */
        private static Topic output(String name) {
            return new Topic(
                    name,
                    Map.of(
                            TopicConfig.RETENTION_MS_CONFIG,
                            FOREVER,
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE));
        }

        private Topic with(String setting, Object value) {
            Map<String, String> more = new HashMap<>(config);
            more.put(setting, String.valueOf(value));
            return new Topic(name, Map.copyOf(more));
        }
    }
}
