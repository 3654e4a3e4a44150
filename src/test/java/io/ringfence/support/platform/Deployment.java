package io.ringfence.support.platform;

import static org.awaitility.Awaitility.await;

import io.ringfence.domain.Action;
import io.ringfence.support.broker.BrokerLines;
import io.ringfence.support.broker.ThreeBrokers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What an operator would run, small: three brokers, a registry, and workers in processes of their own. */
public final class Deployment implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String GROUP = "ringfence";

    /** Short, so that a pause past it, and past the time-out of its transactions, is one of seconds. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    /** What a voice platform has to carry out. */
    public static final Set<Action> FULFILLED = EnumSet.of(Action.ACTIVATE, Action.DEALLOCATE);

    private final ThreeBrokers brokers;
    private final LosableRegistry registry;
    private final List<Instance> workers;

    /** Ends also the processes that stand still and hear no signal but this one, where the tests are broken off. */
    private final Thread lastResort = new Thread(this::endWorkers);

    private Deployment(
            ThreeBrokers brokers, LosableRegistry registry, Path directory, int workers, Set<Action> fulfilled) {
        this.brokers = brokers;
        this.registry = registry;
        this.workers = IntStream.range(0, workers)
                .mapToObj(i -> instance(directory, "worker-" + (i + 1), brokers.lines(i), fulfilled))
                .toList();
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    private Instance instance(Path directory, String name, BrokerLines lines, Set<Action> fulfilled) {
        return new Instance(name, directory.resolve(name), lines, settings(fulfilled));
    }

    /** Returns when all workers are at work. */
    public static Deployment start(Path directory, int workers) throws Exception {
        return start(Release.THIS, directory, workers, FULFILLED);
    }

    /**
     * Returns when all workers are at work.
     *
     * @param fulfilled what a voice platform has to carry out
     */
    public static Deployment start(Release release, Path directory, int workers, Set<Action> fulfilled)
            throws Exception {
        CompletableFuture<LosableRegistry> registry = CompletableFuture.supplyAsync(() -> startRegistry(directory));
        ThreeBrokers brokers = ThreeBrokers.start(directory, workers);
        Deployment deployment = new Deployment(brokers, registry.join(), directory, workers, fulfilled);
        deployment.workers.forEach(worker -> worker.becomes(release));
        try {
            deployment.launchWorkers();
            return deployment;
        } catch (Exception | AssertionError e) {
            deployment.close();
            throw e;
        }
    }

    /** Returns when all are at work. */
    public void launchWorkers() throws IOException {
        for (Instance worker : workers) {
            worker.launch();
        }
        workers.forEach(this::awaitAtWork);
    }

    /** One of them stops, and cannot become that while others go on. */
    public void refuseBeside(Release next, List<String> saying) throws IOException, InterruptedException {
        Instance one = workers.get(0);
        Release before = one.release();
        one.stop();
        one.becomes(next);
        one.launchInVain(saying);
        one.becomes(before);
        one.launch();
        awaitAtWork(one);
    }

    /**
     * One stops and starts again, then the next. Returns when all are at work.
     *
     * @param sideBySide what befalls each mixture of the two
     */
    public void roll(Release next, Happening sideBySide) throws Exception {
        for (Instance worker : workers) {
            if (worker != workers.get(0)) {
                sideBySide.happen();
            }
            worker.stop();
            worker.becomes(next);
            worker.launch();
            awaitAtWork(worker);
        }
    }

    /** What may fail in any way. */
    public interface Happening {
        void happen() throws Exception;
    }

    /** All stop before the first one starts. Returns when they are at work. */
    public void replaceWorkersBy(Release next) throws IOException, InterruptedException {
        stopWorkers();
        workers.forEach(worker -> worker.becomes(next));
        launchWorkers();
    }

    /** Returns when all have stopped in good order. */
    public void stopWorkers() throws InterruptedException {
        for (Instance worker : workers) {
            worker.stop();
        }
    }

    /** As their expiry would, which comes when there have been no workers for long. */
    public void deleteOffsets() {
        awaitInTime("the group's offsets are deleted", () -> {
            brokers.deleteOffsets(GROUP);
            return true;
        });
    }

    private static LosableRegistry startRegistry(Path directory) {
        try {
            return LosableRegistry.start(directory.resolve("registry"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> settings(Set<Action> fulfilled) {
        return List.of(
                "--ringfence.avro.schema-registry-url=" + registry.url(),
                "--ringfence.application-id=" + GROUP,
                "--ringfence.partitions=" + ThreeBrokers.PARTITIONS,
                // Little, so that stores write to their files often.
                "--ringfence.memory.stores=64MB",
                "--ringfence.fulfilment.actions="
                        + fulfilled.stream().map(Action::name).collect(Collectors.joining(",")),
                "--ringfence.streams.consumer.session.timeout.ms=" + SESSION_TIMEOUT.toMillis(),
                "--ringfence.streams.consumer.heartbeat.interval.ms=1500",
                // The shortest that it takes: one that comes back without its stores is given work once it has caught
                // up.
                "--ringfence.streams.probing.rebalance.interval.ms=60000",
                "--ringfence.streams.producer.transaction.timeout.ms=" + TRANSACTION_TIMEOUT.toMillis());
    }

    public List<URI> urls() {
        return workers.stream().map(Instance::url).toList();
    }

    public ThreeBrokers brokers() {
        return brokers;
    }

    public LosableRegistry registry() {
        return registry;
    }

    /**
     * One batch at a time: where the first that a producer sends to a partition meets a change of leader, the second
     * would be taken, and the first be refused as out of order until it is given up after two minutes.
     */
    public Client client() {
        return new Client(
                brokers.bootstrapServers(),
                registry.url(),
                Map.of(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1));
    }

    /** Ready, and a member of the group. */
    public void awaitAtWork(Instance worker) {
        worker.awaitReady();
        awaitInTime(worker + " is in the group", () -> brokers.membersOf(GROUP).stream()
                .anyMatch(worker::is));
    }

    /** As {@link #awaitAtWork}, of one that may have to end first, and is started again then. */
    public void awaitBackAtWork(Instance worker) throws IOException {
        if (!worker.awaitReadyOrEnd()) {
            worker.launch();
        }
        awaitAtWork(worker);
    }

    /** What it had is given to others. */
    public void awaitMissed(Instance worker) {
        awaitInTime(
                worker + " is missed", () -> brokers.membersOf(GROUP).stream().noneMatch(worker::is));
    }

    /** Others lead what it led. */
    public void awaitMissed(int broker) {
        awaitInTime("broker " + broker + " is missed", () -> brokers.isMissed(broker));
    }

    /** Those that others have to take over from where they fail. */
    public List<Instance> workersAtWork() {
        return await("some are at work")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            Set<String> atWork = brokers.atWork(GROUP);
                            return workers.stream()
                                    .filter(worker -> atWork.stream().anyMatch(worker::is))
                                    .toList();
                        },
                        found -> !found.isEmpty());
    }

    /** Returns when it stands still in the middle of a transaction. */
    public void pauseInTransaction(Instance worker) {
        awaitInTime(worker + " is in a transaction", () -> {
            worker.pause();
            if (isInTransaction(worker)) {
                return true;
            }
            worker.resume();
            return false;
        });
    }

    /** As {@link #awaitMissed}, and the transaction that it had open is aborted. */
    public void awaitFenced(Instance worker) {
        awaitMissed(worker);
        awaitInTime("the transaction of " + worker + " is aborted", () -> !isInTransaction(worker));
    }

    private boolean isInTransaction(Instance worker) throws ExecutionException, InterruptedException {
        return brokers.inTransaction().stream().anyMatch(worker::begins);
    }

    public void awaitDecisions(int more) throws Exception {
        long before = brokers.committed();
        awaitInTime("decisions go on", () -> brokers.committed() >= before + more);
    }

    /** Returns when a worker has asked it in vain. */
    public void awaitRegistryMissed(Runnable whatNeedsIt) {
        long before = callsInVain();
        whatNeedsIt.run();
        awaitInTime("the registry is missed", () -> callsInVain() > before);
    }

    private long callsInVain() {
        return workers.stream()
                .mapToLong(worker -> worker.says("Schema registry at"))
                .sum();
    }

    public void requireNoneEnded() {
        workers.forEach(Instance::requireNotEnded);
        brokers.requireNoneEnded();
    }

    /** A broker that goes or comes fails some questions. */
    private void awaitInTime(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .failFast(this::requireNoneEnded)
                .until(condition);
    }

    private void endWorkers() {
        workers.forEach(Instance::close);
    }

    @Override
    public void close() throws Exception {
        endWorkers();
        Runtime.getRuntime().removeShutdownHook(lastResort);
        registry.close();
        brokers.close();
    }
}
