package io.ringfence.topology;

import io.ringfence.avro.Schemas;
import io.ringfence.domain.Channel;
import io.ringfence.topology.TopicSetting.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/** Every topic by name, schema and setting. One declaration for the topology, for creation and for the start-up checks. */
public final class Topics {
    /** Requests of operators' systems. */
    public static final Topic ACTIONS = Topic.input("phone-number-actions", Schemas.ACTION_REQUEST);

    /** Requests of the provider's systems. */
    public static final Topic PROVISIONING = Topic.input("phone-number-provisioning", Schemas.ACTION_REQUEST);

    /** Accepted changes. */
    public static final Topic STATE_CHANGES = Topic.output("phone-number-state-changes", Schemas.STATE_CHANGE);

    /** Refused requests. */
    public static final Topic REJECTIONS = Topic.output("phone-number-rejections", Schemas.REJECTION);

    /** What the voice platform has to carry out. */
    public static final Topic FULFILMENTS = Topic.output("phone-number-fulfilments", Schemas.FULFILMENT_REQUEST);

    /** What became of that, as the voice platform's adapter says. */
    public static final Topic FULFILMENT_RESULTS =
            Topic.input("phone-number-fulfilment-results", Schemas.FULFILMENT_RESULT);

    /** How many numbers each party may have in service at a site, as the provider's systems say. */
    public static final Topic ENTITLEMENTS = Topic.latest("voice-service-entitlements", Schemas.ENTITLEMENT);

    /** What could not be read. */
    public static final Topic DEAD_LETTERS =
            Topic.output("ringfence-dead-letters").roomy();

    /** Requests that a foreign partitioner put where their number's owner does not read. */
    public static final Topic REROUTED =
            Topic.hop("ringfence-rerouted-requests").roomy();

    /** What the owners of sites say to claims, back to the owners of the numbers. */
    public static final Topic CLAIM_ANSWERS = Topic.hop("ringfence-claim-answers", Schemas.CLAIM_ANSWER);

    /** Of which parties the sites have to be asked, from their owners to the owners of all numbers. */
    public static final Topic LIMITED_PARTIES = Topic.hop("ringfence-limited-parties", Schemas.ENTITLEMENT_NOTICE);

    /** What happens to the numbers of a site, what is ordered there and who is entitled to what, for the sites. */
    public static final Topic SITE_EVENTS = Topic.hop(
                    "ringfence-site-events",
                    Schemas.NUMBER_EVENT,
                    Schemas.STATE_CHANGE,
                    Schemas.REJECTION,
                    Schemas.VOICE_SERVICE_ORDER,
                    Schemas.ENTITLEMENT_NOTICE)
            .roomy();

    /** Requests that carry out voice service orders, from the owners of sites to the owners of the numbers. */
    public static final Topic ORDER_REQUESTS = Topic.hop("ringfence-order-requests", Schemas.ACTION_REQUEST);

    /** Orders of operators' systems. */
    public static final Topic ORDERS = Topic.input("voice-service-orders", Schemas.VOICE_SERVICE_ORDER);

    /** What orders came to. Names every number that an order gave or took. */
    public static final Topic ORDER_OUTCOMES = Topic.output("voice-service-outcomes", Schemas.VOICE_SERVICE_OUTCOME)
            .roomy();

    /** What each site has of numbers, and what comes back when: the last that was told. */
    public static final Topic SITE_STOCK = Topic.lastTold("site-stock", Schemas.SITE_STOCK);

    /** What operators' systems say of their sites. Nothing is decided by it: it is looked up, and not gone through. */
    public static final Topic SITE_DIRECTORY = Topic.latest("site-directory", Schemas.SITE);

    /** What is to be decided, or decided by: what we have not seen may come at any time. */
    public static final List<Topic> INPUTS = List.of(ACTIONS, PROVISIONING, ORDERS, FULFILMENT_RESULTS, ENTITLEMENTS);

    /** All that others write. */
    public static final List<Topic> OF_OTHERS =
            List.of(ACTIONS, PROVISIONING, ORDERS, FULFILMENT_RESULTS, ENTITLEMENTS, SITE_DIRECTORY);

    /** What only the worker writes, and only it reads. */
    public static final List<Topic> HOPS =
            List.of(REROUTED, SITE_EVENTS, CLAIM_ANSWERS, ORDER_REQUESTS, LIMITED_PARTIES);

    private Topics() {}

    /** The topic that is a channel of its own. */
    public static Topic of(Channel channel) {
        return switch (channel) {
            case ACTIONS -> ACTIONS;
            case PROVISIONING -> PROVISIONING;
            case ORDERS -> ORDER_REQUESTS;
        };
    }

    /** All of them. */
    public static List<Topic> all() {
        return Stream.of(
                        OF_OTHERS,
                        List.of(STATE_CHANGES, REJECTIONS, FULFILMENTS, ORDER_OUTCOMES, SITE_STOCK, DEAD_LETTERS),
                        HOPS)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * A topic.
     *
     * @param schemas of its values. The first is that of its subject; the others travel here under the subject of the topic
     *     that they were written for. None where records pass as they came
     * @param settings what its creation sets beyond the broker's defaults
     */
    public record Topic(String name, List<Schema> schemas, List<TopicSetting> settings) {
        private static final long SEVEN_DAYS = Duration.ofDays(7).toMillis();

        /** Kafka's own default. A worker holds several times as much in its heap. */
        private static final int REQUEST_BYTES = 1_048_588;

        /** As for Kafka Streams' own hops: the broker frees whole segments only. */
        private static final int HOP_SEGMENT_BYTES = 50 * 1024 * 1024;

        private static final TopicSetting KEPT_WHOLE =
                new TopicSetting(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE, Rule.ALWAYS);

        private static final TopicSetting COMPACTED =
                new TopicSetting(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT, Rule.EQUAL);

        /**
         * Stamped by the broker, whose clock is the "now" of a decision: a replay decides the same. And what waits here
         * through a long stop is as young as its writing, not as the request that it goes back to.
         */
        private static final TopicSetting STAMPED_BY_THE_BROKER = new TopicSetting(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name, Rule.ALWAYS);

        /**
         * Compressed, a few kilobytes may hold gigabytes, which whoever reads them must hold at once. Not so here: the
         * broker unpacks what comes compressed, looks at each record, and bounds what that adds up to.
         */
        private static final TopicSetting AS_LARGE_AS_IT_LOOKS =
                new TopicSetting(TopicConfig.COMPRESSION_TYPE_CONFIG, "uncompressed", Rule.EQUAL);

        private static Topic input(String name, Schema schema) {
            return new Topic(
                    name,
                    List.of(schema),
                    List.of(
                            KEPT_WHOLE,
                            STAMPED_BY_THE_BROKER,
                            AS_LARGE_AS_IT_LOOKS,
                            setting(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, REQUEST_BYTES, Rule.AT_MOST),
                            setting(TopicConfig.RETENTION_MS_CONFIG, SEVEN_DAYS, Rule.AT_CREATION),
                            unlimited(TopicConfig.RETENTION_BYTES_CONFIG, Rule.AT_CREATION)));
        }

        /** Of each key the last that was said, for as long as nobody takes it back. */
        private static Topic latest(String name, Schema schema) {
            return new Topic(
                    name,
                    List.of(schema),
                    List.of(
                            COMPACTED,
                            AS_LARGE_AS_IT_LOOKS,
                            setting(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, REQUEST_BYTES, Rule.AT_MOST),
                            // What is taken back has to be heard of, also after a long stop.
                            setting(TopicConfig.DELETE_RETENTION_MS_CONFIG, SEVEN_DAYS, Rule.AT_CREATION)));
        }

        /** Of each key the last record, which is all that whoever reads it needs. */
        private static Topic lastTold(String name, Schema schema) {
            return new Topic(name, List.of(schema), List.of(COMPACTED));
        }

        /** Kept until it is read, however long that takes: what is lost here, no other topic tells. */
        private static Topic hop(String name, Schema... schemas) {
            return new Topic(
                    name,
                    List.of(schemas),
                    List.of(
                            KEPT_WHOLE,
                            STAMPED_BY_THE_BROKER,
                            AS_LARGE_AS_IT_LOOKS,
                            setting(TopicConfig.SEGMENT_BYTES_CONFIG, HOP_SEGMENT_BYTES, Rule.AT_CREATION),
                            unlimited(TopicConfig.RETENTION_MS_CONFIG, Rule.AT_LEAST),
                            unlimited(TopicConfig.RETENTION_BYTES_CONFIG, Rule.AT_LEAST)));
        }

        /** The audit trail. */
        private static Topic output(String name, Schema... schemas) {
            return new Topic(
                    name,
                    List.of(schemas),
                    List.of(
                            KEPT_WHOLE,
                            unlimited(TopicConfig.RETENTION_MS_CONFIG, Rule.ADVISED_AT_LEAST),
                            unlimited(TopicConfig.RETENTION_BYTES_CONFIG, Rule.ADVISED_AT_LEAST)));
        }

        private static TopicSetting setting(String name, long value, Rule rule) {
            return new TopicSetting(name, String.valueOf(value), rule);
        }

        private static TopicSetting unlimited(String name, Rule rule) {
            return new TopicSetting(name, TopicSetting.WITHOUT_LIMIT, rule);
        }

        /** With room for whatever can be received. */
        private Topic roomy() {
            return new Topic(
                    name,
                    schemas,
                    Stream.concat(
                                    settings.stream(),
                                    Stream.of(setting(
                                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                            DeadLetters.MAX_BYTES,
                                            Rule.AT_LEAST)))
                            .toList());
        }

        /** Whether it keeps of each key the last that was said: nothing on it is over because it is old. */
        public boolean isCompacted() {
            return TopicConfig.CLEANUP_POLICY_COMPACT.equals(config().get(TopicConfig.CLEANUP_POLICY_CONFIG));
        }

        /** The settings as Kafka takes them. */
        public Map<String, String> config() {
            return settings.stream().collect(Collectors.toMap(TopicSetting::name, TopicSetting::value));
        }
    }
}
