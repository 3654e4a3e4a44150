package io.ringfence.support.broker;

import static org.awaitility.Awaitility.await;

import io.ringfence.support.machine.FreePorts;
import io.ringfence.support.machine.Stutter;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/** A cluster that bears the loss of one broker, and what can be seen from it of those who work on it. */
public final class ThreeBrokers implements AutoCloseable {
    public static final int COUNT = 3;

    /** Few, because a worker's start opens every store for each. */
    public static final int PARTITIONS = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONTROLLER_ID = 100;
    private static final String CLIENTS = "CLIENTS";

    /** Time until a broker that was killed is missed. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    /** The controller has a say in some of them too. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("broker.session.timeout.ms", Long.toString(SESSION_TIMEOUT.toMillis())),
            Map.entry("broker.heartbeat.interval.ms", "1000"),
            Map.entry("default.replication.factor", "3"),
            Map.entry("min.insync.replicas", "2"),
            Map.entry("offsets.topic.replication.factor", "3"),
            Map.entry("offsets.topic.num.partitions", "3"),
            Map.entry("transaction.state.log.replication.factor", "3"),
            Map.entry("transaction.state.log.min.isr", "2"),
            Map.entry("transaction.state.log.num.partitions", "3"),
            // How often it looks for transactions past their time-out: by default as seldom as that is long.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("auto.create.topics.enable", "false"),
            // The default takes 128 MB of heap.
            Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024)));

    private final KafkaNode controller;
    private final List<KafkaNode> brokers;
    private final List<BrokerLines> lines;
    private final String bootstrapServers;
    private final Admin admin;

    private ThreeBrokers(
            KafkaNode controller, List<KafkaNode> brokers, List<BrokerLines> lines, String bootstrapServers) {
        this.controller = controller;
        this.brokers = brokers;
        this.lines = lines;
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /**
     * With the topics of the worker.
     *
     * @param directory for their data and their output
     * @param workers that get lines of their own
     */
    public static ThreeBrokers start(Path directory, int workers) throws Exception {
        FreePorts ports = FreePorts.find(1 + COUNT * (1 + workers));
        Uuid cluster = Uuid.randomUuid();
        int controllerPort = ports.next();
        Map<String, String> quorum = Map.of("controller.quorum.voters", CONTROLLER_ID + "@127.0.0.1:" + controllerPort);
        // Apart, because a broker that is its own controller does not stop in good order.
        Map<String, String> ofController = new HashMap<>(SETTINGS);
        ofController.put("process.roles", "controller");
        ofController.putAll(quorum);
        ofController.put("listeners", Listeners.at(KafkaNode.CONTROLLER_LISTENER, controllerPort));
        KafkaNode controller = KafkaNode.format(cluster, CONTROLLER_ID, directory.resolve("controller"), ofController);
        List<BrokerLines> lines =
                Stream.generate(BrokerLines::new).limit(workers).toList();
        List<KafkaNode> brokers = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (int id = 0; id < COUNT; id++) {
            int port = ports.next();
            addresses.add("127.0.0.1:" + port);
            Listeners listeners = new Listeners();
            listeners.add(CLIENTS, port, port);
            for (int worker = 0; worker < workers; worker++) {
                int destination = ports.next();
                listeners.add("WORKER" + worker, destination, lines.get(worker).add(destination));
            }
            Map<String, String> ofBroker = new HashMap<>(SETTINGS);
            ofBroker.put("process.roles", "broker");
            ofBroker.put("inter.broker.listener.name", CLIENTS);
            ofBroker.putAll(quorum);
            ofBroker.putAll(listeners.settings());
            brokers.add(KafkaNode.format(cluster, id, directory.resolve("broker-" + id), ofBroker));
        }
        ThreeBrokers started = new ThreeBrokers(controller, brokers, lines, String.join(",", addresses));
        try {
            started.launch();
            return started;
        } catch (Exception | AssertionError e) {
            started.close();
            throw e;
        }
    }

    private void launch() throws Exception {
        controller.launch();
        for (KafkaNode broker : brokers) {
            broker.launch();
        }
        brokers.forEach(KafkaNode::awaitUp);
        createTopics();
    }

    private void createTopics() throws ExecutionException, InterruptedException {
        admin.createTopics(Topics.all().stream()
                        .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) COUNT).configs(config(topic)))
                        .toList())
                .all()
                .get();
    }

    /** A change says when its request came in; when it was decided, the broker says here. */
    private static Map<String, String> config(Topics.Topic topic) {
        Map<String, String> config = new HashMap<>(topic.config());
        if (topic.equals(Topics.STATE_CHANGES)) {
            config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);
        }
        return config;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public Admin admin() {
        return admin;
    }

    /** The ways of one of the workers to the brokers. */
    public BrokerLines lines(int worker) {
        return lines.get(worker);
    }

    public void stop(int id) throws IOException, InterruptedException {
        brokers.get(id).stop();
    }

    /** SIGKILL. */
    public void kill(int id) {
        brokers.get(id).kill();
    }

    /** Returns when it has ended for want of space. */
    public void endByFullDisk(int id) throws IOException {
        brokers.get(id).endByFullDisk();
    }

    /** Has it be slow, until the returned is closed. */
    public Stutter stutter(int id) {
        return brokers.get(id).stutter();
    }

    /** The others have its partitions. */
    public boolean isMissed(int id) throws ExecutionException, InterruptedException {
        return admin.describeCluster().nodes().get().stream().noneMatch(node -> node.id() == id);
    }

    /** Returns when every partition has all its replicas again, so that the next broker may go. */
    public void start(int id) throws IOException {
        brokers.get(id).launch();
        brokers.get(id).awaitUp();
        await("all partitions have all replicas")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(this::isReplicated);
    }

    public void requireNoneEnded() {
        controller.requireNotEnded();
        brokers.forEach(KafkaNode::requireNotEnded);
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
    public Set<String> atWork(String group) throws ExecutionException, InterruptedException {
        return clientIds(group, member -> !member.assignment().topicPartitions().isEmpty());
    }

    /** Client ids. */
    public Set<String> membersOf(String group) throws ExecutionException, InterruptedException {
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
    public Set<String> inTransaction() throws ExecutionException, InterruptedException {
        return admin
                .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                .all()
                .get()
                .stream()
                .map(TransactionListing::transactionalId)
                .collect(Collectors.toSet());
    }

    /** Grows with every decision that a read_committed consumer can see. */
    public long committed() throws ExecutionException, InterruptedException {
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

    /** As their expiry would. The group must have no members. */
    public void deleteOffsets(String group) throws ExecutionException, InterruptedException {
        admin.deleteConsumerGroups(List.of(group)).all().get();
    }

    @Override
    public void close() throws IOException {
        admin.close(Duration.ZERO);
        brokers.forEach(KafkaNode::close);
        controller.close();
        for (BrokerLines ofWorker : lines) {
            ofWorker.close();
        }
    }
}
