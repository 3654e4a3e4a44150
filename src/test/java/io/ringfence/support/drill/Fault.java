package io.ringfence.support.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.support.machine.SteppedClock;
import io.ringfence.support.machine.Stutter;
import io.ringfence.support.platform.Deployment;
import io.ringfence.support.platform.Instance;
import io.ringfence.support.platform.SlowReader;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What befalls a deployment, for a while. */
sealed interface Fault {
    /** Returns when it has been felt. */
    void begin() throws Exception;

    /** Returns when all is right again. */
    void end() throws Exception;

    /** SIGKILL. */
    record Kill(Deployment deployment, Instance worker, boolean backBeforeMissed) implements Fault {
        @Override
        public void begin() {
            worker.kill();
            if (!backBeforeMissed) {
                deployment.awaitMissed(worker);
            }
        }

        @Override
        public void end() throws IOException {
            worker.launch();
            deployment.awaitAtWork(worker);
        }

        @Override
        public String toString() {
            return "kill of %s, back %s it is missed".formatted(worker, backBeforeMissed ? "before" : "after");
        }
    }

    /** SIGKILL, and it comes back without its stores. */
    record Wipe(Deployment deployment, Instance worker) implements Fault {
        @Override
        public void begin() throws IOException {
            worker.kill();
            worker.wipe();
        }

        @Override
        public void end() throws IOException {
            worker.launch();
            deployment.awaitAtWork(worker);
        }

        @Override
        public String toString() {
            return "wipe of %s".formatted(worker);
        }
    }

    /** SIGSTOP until others have its work and its transactions; then SIGCONT, and it takes itself for what it was. */
    record Pause(Deployment deployment, Instance worker) implements Fault {
        @Override
        public void begin() {
            deployment.pauseInTransaction(worker);
            deployment.awaitFenced(worker);
        }

        @Override
        public void end() {
            worker.resume();
            deployment.awaitAtWork(worker);
        }

        @Override
        public String toString() {
            return "pause of %s".formatted(worker);
        }
    }

    /** Stop of a broker, until the others have decided something without it. */
    record Bounce(Deployment deployment, int broker) implements Fault {
        private static final int DECISIONS = 100;

        @Override
        public void begin() throws Exception {
            deployment.brokers().stop(broker);
            deployment.awaitDecisions(DECISIONS);
        }

        @Override
        public void end() throws IOException {
            deployment.brokers().start(broker);
        }

        @Override
        public String toString() {
            return "bounce of broker %d".formatted(broker);
        }
    }

    /** SIGKILL of a broker. */
    record Crash(Deployment deployment, int broker, boolean backBeforeMissed) implements Fault {
        private static final int DECISIONS = 100;

        @Override
        public void begin() throws Exception {
            deployment.brokers().kill(broker);
            if (!backBeforeMissed) {
                deployment.awaitMissed(broker);
                deployment.awaitDecisions(DECISIONS);
            }
        }

        @Override
        public void end() throws IOException {
            deployment.brokers().start(broker);
        }

        @Override
        public String toString() {
            return "crash of broker %d, back %s it is missed".formatted(broker, backBeforeMissed ? "before" : "after");
        }
    }

    /**
     * Nothing passes between a worker and the brokers, and neither is told, until others have its work and its
     * transactions; those who ask it over HTTP reach it all the time.
     */
    record CutOff(Deployment deployment, SteadyLoad load, Instance worker, boolean endsByReset) implements Fault {
        @Override
        public void begin() throws Exception {
            worker.cutOff();
            deployment.awaitMissed(worker);
            requireNoticed();
            deployment.awaitFenced(worker);
        }

        @Override
        public void end() throws Exception {
            requireNoticed();
            worker.reconnect(endsByReset);
            deployment.awaitAtWork(worker);
        }

        /** From the moment on that others may decide, it says of no number how that stands. */
        private void requireNoticed() throws Exception {
            assertThat(new Decider(worker.url()).answered(load.numbers()))
                    .as("numbers that %s answers for, cut off", worker)
                    .isEmpty();
        }

        @Override
        public String toString() {
            return "cut between the brokers and %s, which ends by %s"
                    .formatted(worker, endsByReset ? "reset" : "going on");
        }
    }

    /** No registry, until a worker has needed it. */
    record RegistryOutage(Deployment deployment, SteadyLoad load) implements Fault {
        private static final int REQUESTS = 20;

        @Override
        public void begin() {
            Runnable unreadable = load.unreadable(REQUESTS);
            deployment.registry().goAway();
            deployment.awaitRegistryMissed(unreadable);
        }

        @Override
        public void end() {
            deployment.registry().comeBack();
        }

        @Override
        public String toString() {
            return "outage of the registry";
        }
    }

    /** A registry that answers and knows no id, until a worker has asked for one and another refused to start. */
    record LostIds(Deployment deployment, SteadyLoad load, Instance worker) implements Fault {
        private static final int REQUESTS = 20;
        private static final List<String> REFUSAL =
                List.of("ringfence.avro.schema-registry-url", "Restore its storage");

        @Override
        public void begin() throws Exception {
            Runnable unreadable = load.unreadable(REQUESTS);
            deployment.registry().loseIds();
            deployment.awaitRegistryMissed(unreadable);
            worker.kill();
            worker.launchInVain(REFUSAL);
        }

        @Override
        public void end() throws IOException {
            deployment.registry().restore();
            worker.launch();
            deployment.awaitAtWork(worker);
        }

        @Override
        public String toString() {
            return "registry without ids, and a start of %s".formatted(worker);
        }
    }

    /** A voice platform that answers nothing, until more was decided without it. */
    record PlatformAway(Deployment deployment, VoicePlatform platform) implements Fault {
        private static final int DECISIONS = 100;

        @Override
        public void begin() throws Exception {
            platform.leave();
            deployment.awaitDecisions(DECISIONS);
        }

        @Override
        public void end() {
            platform.comeBack();
        }

        @Override
        public String toString() {
            return "voice platform away";
        }
    }

    /**
     * A worker cannot write a byte to its disk, until others have decided something. It goes on as far as it can, or ends; then
     * there is space again, for it or for its next start.
     */
    record FullDiskOfWorker(Deployment deployment, Instance worker, boolean restarts) implements Fault {
        private static final int DECISIONS = 500;

        @Override
        public void begin() throws Exception {
            worker.fillDisk();
            deployment.awaitDecisions(DECISIONS);
        }

        @Override
        public void end() throws Exception {
            if (restarts) {
                worker.end();
            } else {
                worker.freeDisk();
                // What it has found out by then, it has.
                deployment.awaitDecisions(DECISIONS);
            }
            deployment.awaitBackAtWork(worker);
        }

        @Override
        public String toString() {
            return "full disk of %s, which %s".formatted(worker, restarts ? "starts again" : "goes on");
        }
    }

    /** A broker cannot write a byte, and ends; then there is space, and it comes back with what it had. */
    record FullDiskOfBroker(Deployment deployment, int broker) implements Fault {
        private static final int DECISIONS = 100;

        @Override
        public void begin() throws Exception {
            deployment.brokers().endByFullDisk(broker);
            deployment.awaitMissed(broker);
            deployment.awaitDecisions(DECISIONS);
        }

        @Override
        public void end() throws IOException {
            deployment.brokers().start(broker);
        }

        @Override
        public String toString() {
            return "full disk of broker %d".formatted(broker);
        }
    }

    /** The clock of a worker is set, by more than it tolerates, and set right again while it runs. */
    record WrongClock(Deployment deployment, Instance worker, boolean ahead) implements Fault {
        private static final Duration STEP = Duration.ofMinutes(45);
        private static final int DECISIONS = 300;

        @Override
        public void begin() throws Exception {
            worker.kill();
            SteppedClock clock = worker.clock();
            worker.launch(clock);
            deployment.awaitAtWork(worker);
            clock.step(ahead ? STEP : STEP.negated());
            deployment.awaitDecisions(DECISIONS);
            clock.step(Duration.ZERO);
            deployment.awaitDecisions(DECISIONS);
        }

        @Override
        public void end() throws IOException {
            worker.kill();
            worker.launch();
            deployment.awaitAtWork(worker);
        }

        @Override
        public String toString() {
            return "clock of %s %s %s and back".formatted(worker, STEP, ahead ? "ahead" : "behind");
        }
    }

    /** A broker stands still for most of each second, and is missed by nobody. */
    final class SlowBroker implements Fault {
        private static final int DECISIONS = 500;

        private final Deployment deployment;
        private final int broker;
        private Stutter stutter;

        SlowBroker(Deployment deployment, int broker) {
            this.deployment = deployment;
            this.broker = broker;
        }

        @Override
        public void begin() throws Exception {
            stutter = deployment.brokers().stutter(broker);
            deployment.awaitDecisions(DECISIONS);
        }

        @Override
        public void end() {
            stutter.close();
        }

        @Override
        public String toString() {
            return "broker %d, slow".formatted(broker);
        }
    }

    /** Readers of all that is long take next to nothing of it, from every worker. */
    final class SlowReaders implements Fault {
        private static final int DECISIONS = 1_000;

        private final Deployment deployment;
        private final SteadyLoad load;
        private final List<SlowReader> readers = new ArrayList<>();

        SlowReaders(Deployment deployment, SteadyLoad load) {
            this.deployment = deployment;
            this.load = load;
        }

        @Override
        public void begin() throws Exception {
            for (Instance worker : deployment.workersAtWork()) {
                readers.add(new SlowReader(worker.url(), load.sites()));
            }
            deployment.awaitDecisions(DECISIONS);
        }

        @Override
        public void end() {
            readers.forEach(SlowReader::close);
        }

        @Override
        public String toString() {
            return "slow readers of everything";
        }
    }

    /** All workers stopped for longer than the brokers keep the offsets of a group. */
    record GroupAway(Deployment deployment, Instance first) implements Fault {
        private static final List<String> WAY_OUT = List.of("offsets", "restore");
        private static final List<String> REFUSAL =
                List.of(Topics.STATE_CHANGES.name() + " [", String.join(" ", WAY_OUT));

        @Override
        public void begin() throws Exception {
            deployment.stopWorkers();
            deployment.deleteOffsets();
            first.launchInVain(REFUSAL);
        }

        @Override
        public void end() throws Exception {
            first.run(WAY_OUT);
            deployment.launchWorkers();
        }

        @Override
        public String toString() {
            return "group away past its offsets, back by %s".formatted(first);
        }
    }
}
