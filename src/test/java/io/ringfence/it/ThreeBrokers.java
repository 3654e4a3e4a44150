package io.ringfence.it;

import static org.awaitility.Awaitility.await;

import io.ringfence.topology.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.server.BrokerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A cluster that bears the loss of one broker, and what can be seen from it of those who work on it. */
final class ThreeBrokers implements AutoCloseable {
    static final int COUNT = 3;

    /** Few, because a worker's start opens every store for each. */
    static final int PARTITIONS = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaClusterTestKit cluster;
    private final String bootstrapServers;
    private final Admin admin;

    private ThreeBrokers(KafkaClusterTestKit cluster) {
        this.cluster = cluster;
        this.bootstrapServers = cluster.bootstrapServers();
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** With the topics of the worker. */
    static ThreeBrokers start() throws Exception {
        // Apart, because a broker that is its own controller does not stop in good order.
        TestKitNodes nodes = new TestKitNodes.Builder()
                .setCombined(false)
                .setNumBrokerNodes(COUNT)
                .setNumControllerNodes(1)
                .build();
        KafkaClusterTestKit cluster = new KafkaClusterTestKit.Builder(nodes)
                .setConfigProp("default.replication.factor", "3")
                .setConfigProp("min.insync.replicas", "2")
                .setConfigProp("offsets.topic.replication.factor", "3")
                .setConfigProp("offsets.topic.num.partitions", "3")
                .setConfigProp("transaction.state.log.replication.factor", "3")
                .setConfigProp("transaction.state.log.min.isr", "2")
                .setConfigProp("transaction.state.log.num.partitions", "3")
                // How often it looks for transactions past their time-out: by default as seldom as that is long.
                .setConfigProp("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")
                .setConfigProp("group.initial.rebalance.delay.ms", "0")
                .setConfigProp("auto.create.topics.enable", "false")
                .build();
        cluster.format();
        cluster.startup();
        cluster.waitForReadyBrokers();
        ThreeBrokers brokers = new ThreeBrokers(cluster);
        brokers.createTopics();
        return brokers;
    }

    private void createTopics() throws ExecutionException, InterruptedException {
        admin.createTopics(Topics.all().stream()
                        .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) COUNT).configs(topic.config()))
                        .toList())
                .all()
                .get();
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    Admin admin() {
        return admin;
    }

    void stop(int id) {
        BrokerServer broker = cluster.brokers().get(id);
        broker.shutdown();
        broker.awaitShutdown();
    }

    /** Returns when every partition has all its replicas again, so that the next broker may go. */
    void start(int id) {
        cluster.brokers().get(id).startup();
        await().atMost(PATIENCE).ignoreExceptions().until(this::isReplicated);
    }

    private boolean isReplicated() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .map(TopicDescription::partitions)
                .flatMap(Collection::stream)
                .allMatch(partition -> partition.isr().size() == COUNT);
    }

    /** Client ids of those that have work, standbys aside. */
    Set<String> atWork(String group) throws ExecutionException, InterruptedException {
        return clientIds(group, member -> !member.assignment().topicPartitions().isEmpty());
    }

    /** Client ids. */
    Set<String> membersOf(String group) throws ExecutionException, InterruptedException {
        return clientIds(group, any -> true);
    }

    private Set<String> clientIds(String group, Predicate<MemberDescription> wanted)
            throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                .filter(wanted)
                .map(MemberDescription::clientId)
                .collect(Collectors.toSet());
    }

    /** Transactional ids of the transactions that are open. */
    Set<String> inTransaction() throws ExecutionException, InterruptedException {
        return admin
                .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                .all()
                .get()
                .stream()
                .map(TransactionListing::transactionalId)
                .collect(Collectors.toSet());
    }

    /** Grows with every decision that a read_committed consumer can see. */
    long committed() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = Stream.of(Topics.STATE_CHANGES, Topics.REJECTIONS)
                .flatMap(topic -> IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(topic.name(), i)))
                .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest()));
        return admin
                .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .values()
                .stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    @Override
    public void close() throws Exception {
        admin.close();
        cluster.close();
    }
}
