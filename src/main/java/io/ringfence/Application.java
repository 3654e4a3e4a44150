package io.ringfence;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.console.Console;
import io.ringfence.embedded.Banner;
import io.ringfence.embedded.EmbeddedPlatform;
import io.ringfence.embedded.EmbeddedSettings;
import io.ringfence.embedded.Ports;
import io.ringfence.embedded.SampleEstate;
import io.ringfence.ops.ClusterAccess;
import io.ringfence.ops.IssuerCheck;
import io.ringfence.ops.NoAccessException;
import io.ringfence.ops.RightsSettings;
import io.ringfence.ops.Worker;
import io.ringfence.topology.BrokenContinuityException;
import io.ringfence.topology.UnreadableHopException;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the worker until it is told to end: against the cluster that is configured, or else on an embedded platform
 * with a sample estate.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Ringfence",
                        version = "${api.version}",
                        description =
                                "The phone numbers of sites: what there is, what was, what may be done, and doing it. Ask any"
                                        + " instance. A parameter that is not known is ignored, a value that is not known is refused.",
                        license =
                                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0.txt")))
public final class Application {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    /** An orchestrator kills after 30 seconds, which loses no data but has the next start restore all stores. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(28);

    private static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    private static final String SERVER_PORT = "micronaut.server.port";

    /** Stopped last to first: what was started later relies on what was started earlier. */
    private final Deque<Runnable> stops = new ArrayDeque<>();

    private final CountDownLatch partsStarted = new CountDownLatch(1);
    private boolean stopping;

    private Application() {}

    /**
     * Starts the worker, or runs a console command where the first argument is one.
     *
     * <p>Ends the process with status 1 and one line when it cannot start, and with status 1 and the cause when it
     * can go on no more.
     */
    public static void main(String[] args) {
        if (Console.isCommand(args)) {
            runCommand(args);
            return;
        }
        Application application = new Application();
        Runtime.getRuntime().addShutdownHook(new Thread(application::stop, "ringfence-stop"));
        try {
            Throwable cause = application.start(args).failure().join();
            explain("The worker cannot go on.", cause);
        } catch (RuntimeException e) {
            application.explainUnlessStopping(e);
        }
        System.exit(1);
    }

    private static void runCommand(String[] args) {
        try {
            Console.run(args);
        } catch (StartupException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private Worker start(String[] args) {
        try {
            return startParts(args);
        } finally {
            partsStarted.countDown();
        }
    }

    private Worker startParts(String[] args) {
        ApplicationContext context = ApplicationContext.builder()
                .mainClass(Application.class)
                .args(args)
                .build();
        Environment environment = context.getEnvironment();
        environment.start();
        environment.addPropertySource(PropertySource.of("rights", RightsSettings.of(environment)));
        IssuerCheck.check(environment);
        boolean embedded = EmbeddedSettings.isWanted(environment);
        Ports.requireFree(environment.getRequiredProperty(SERVER_PORT, Integer.class), SERVER_PORT);
        return embedded ? startEmbedded(context) : startAgainstCluster(context);
    }

    private Worker startEmbedded(ApplicationContext context) {
        EmbeddedSettings settings = EmbeddedSettings.of(context.getEnvironment());
        EmbeddedPlatform platform = started(EmbeddedPlatform.start(settings), EmbeddedPlatform::close);
        context.getEnvironment()
                .addPropertySource(PropertySource.of("embedded", platform.properties(), Integer.MAX_VALUE));
        Worker worker = startWorker(context);
        worker.awaitRunning();
        context.getBean(SampleEstate.class).loadOnce(platform.sampleMark());
        context.getBean(Banner.class).print();
        return worker;
    }

    private Worker startAgainstCluster(ApplicationContext context) {
        if (!context.getEnvironment().containsProperty(BOOTSTRAP_SERVERS)) {
            throw new StartupException(
                    "No broker: set KAFKA_BOOTSTRAP_SERVERS (" + BOOTSTRAP_SERVERS + "), such as broker:9092.");
        }
        try (ClusterAccess access = started(ClusterAccess.by(context.getEnvironment()), ClusterAccess::close)) {
            access.require();
        }
        return startWorker(context);
    }

    private Worker startWorker(ApplicationContext context) {
        started(context.start(), ApplicationContext::close);
        // First, for the worker tells the others its port; until it runs, queries are answered with 503.
        started(context.getBean(EmbeddedServer.class).start(), EmbeddedServer::stop);
        Worker worker = context.getBean(Worker.class);
        worker.start();
        partsStarted.countDown();
        return worker;
    }

    /** What comes up after the order to stop is stopped at once, for nobody else would. */
    private synchronized <T> T started(T part, Consumer<T> stop) {
        if (stopping) {
            stop.accept(part);
            throw new StartupException("Told to stop before it had started.");
        }
        stops.push(() -> stop.accept(part));
        return part;
    }

    private void stop() {
        Thread inOrder = new Thread(this::stopInOrder, "ringfence-stop-in-order");
        inOrder.setDaemon(true);
        inOrder.start();
        try {
            inOrder.join(LONGEST_STOP.toMillis());
            if (inOrder.isAlive()) {
                LOG.warn("Not stopped after {}; ended as it is.", LONGEST_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopInOrder() {
        stopParts();
        try {
            partsStarted.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void stopParts() {
        stopping = true;
        stops.forEach(Runnable::run);
        stops.clear();
    }

    /** Parts that are stopped while others still start make faults that nobody needs to hear of. */
    private synchronized void explainUnlessStopping(RuntimeException fault) {
        if (!stopping) {
            explain("The worker cannot start.", fault);
        }
    }

    /** A fault that has a line for people shows that line; any other is a bug and shows its trace. */
    private static void explain(String what, Throwable fault) {
        Stream.<Throwable>iterate(fault, cause -> cause != null, Throwable::getCause)
                .filter(cause -> cause instanceof StartupException
                        || cause instanceof ConfigException
                        || cause instanceof BrokenContinuityException
                        || cause instanceof UnreadableHopException)
                .findFirst()
                .or(() -> NoAccessException.in(fault))
                .ifPresentOrElse(told -> LOG.error(told.getMessage()), () -> LOG.error(what, fault));
    }
}
