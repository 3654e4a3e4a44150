package io.ringfence.embedded;

import io.ringfence.StartupException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry in a JVM of its own, which listens on 127.0.0.1 only, keeps its data on disk, and accepts a new
 * version of a schema only if it is compatible both ways with every earlier one (FULL_TRANSITIVE). It ends with this
 * JVM, however that ends.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    /** By the SIGINT or SIGTERM that a whole process group is sent, of which this process is told as well. */
    private static final Set<Integer> TOLD_TO_END = Set.of(130, 143);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final long POLL_INTERVAL_MS = 50;
    private static final long ORDERLY_STOP_SECONDS = 10;

    private final Process process;
    private final RegistryApi api;
    private final Path log;
    private final AtomicBoolean closing = new AtomicBoolean();

    private EmbeddedRegistry(Process process, RegistryApi api, Path log) {
        this.process = process;
        this.api = api;
        this.log = log;
    }

    /**
     * Starts the registry and returns when it answers.
     *
     * @param home where its distribution was unpacked
     * @param dataDirectory for its database and {@code registry.log}, the output of this one run; no other registry
     *     may run on it ({@link DataDirectory} sees to that)
     * @throws StartupException if the distribution is not there, the port is taken, or the registry does not come up
     */
    public static EmbeddedRegistry start(Path home, Path dataDirectory, int port) {
        Ports.requireFree(port, Setting.REGISTRY_PORT.name());
        RegistryLauncher launcher =
                new RegistryLauncher(home, dataDirectory.toAbsolutePath().normalize(), port);
        EmbeddedRegistry registry = new EmbeddedRegistry(launcher.launch(), new RegistryApi(port), launcher.log());
        try {
            registry.awaitAnswer();
            // The launcher has set this level already; only here does it get into what the API answers.
            registry.api.setCompatibility(RegistryLauncher.COMPATIBILITY);
        } catch (InterruptedException e) {
            registry.close();
            Thread.currentThread().interrupt();
            throw new StartupException("Interrupted while the registry was starting.", e);
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
        registry.reportUnexpectedEnd();
        return registry;
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!api.answers()) {
            if (process.waitFor(POLL_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
                throw new StartupException("The registry ended with exit code %d while it was starting. See %s."
                        .formatted(process.exitValue(), log));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new StartupException("The registry does not answer at %s after %d seconds. See %s."
                        .formatted(url(), START_TIMEOUT.toSeconds(), log));
            }
        }
    }

    private void reportUnexpectedEnd() {
        CompletableFuture<Void> unused = process.onExit().thenAccept(ended -> {
            if (closing.get()) {
                return;
            }
            if (TOLD_TO_END.contains(ended.exitValue())) {
                LOG.info("The registry was told to end.");
            } else {
                LOG.error("The registry ended with exit code {}. See {}.", ended.exitValue(), log);
            }
        });
    }

    /** The root of the Confluent-compatible API. */
    public String url() {
        return api.url();
    }

    /** The registry's process id. */
    long pid() {
        return process.pid();
    }

    /** Ends the registry: in good order if it does so within ten seconds, forcibly otherwise. */
    @Override
    public void close() {
        closing.set(true);
        try {
            // The end of its standard input tells the registry to stop.
            process.getOutputStream().close();
            if (process.waitFor(ORDERLY_STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            LOG.warn("The registry does not stop; killing it");
        } catch (IOException e) {
            LOG.debug("The registry cannot be told to stop; killing it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
    }
}
