package io.ringfence.support.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.support.machine.SteppedClock;
import io.ringfence.support.platform.Deployment;
import io.ringfence.support.platform.Instance;
import java.io.IOException;
import java.time.Duration;

/** What befalls one of the workers. */
sealed interface WorkerFault extends Fault {
    Deployment deployment();

    Instance worker();

    @Override
    default void end() throws Exception {
        worker().launch();
        deployment().awaitAtWork(worker());
    }

    /** SIGKILL. */
    record Kill(Deployment deployment, Instance worker, boolean backBeforeMissed) implements WorkerFault {
        @Override
        public void begin() {
            worker.kill();
            if (!backBeforeMissed) {
                deployment.awaitMissed(worker);
            }
        }

        @Override
        public String toString() {
            return "kill of %s, back %s it is missed".formatted(worker, backBeforeMissed ? "before" : "after");
        }
    }

    /** SIGKILL, and it comes back without its stores. */
    record Wipe(Deployment deployment, Instance worker) implements WorkerFault {
        @Override
        public void begin() throws IOException {
            worker.kill();
            worker.wipe();
        }

        @Override
        public String toString() {
            return "wipe of %s".formatted(worker);
        }
    }

    /** SIGSTOP until others have its work and its transactions; then SIGCONT, and it takes itself for what it was. */
    record Pause(Deployment deployment, Instance worker) implements WorkerFault {
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

    /**
     * Nothing passes between a worker and the brokers, and neither is told, until others have its work and its
     * transactions; those who ask it over HTTP reach it all the time.
     */
    record CutOff(Deployment deployment, SteadyLoad load, Instance worker, boolean endsByReset) implements WorkerFault {
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

    /**
     * A worker cannot write a byte to its disk, until others have decided something. It goes on as far as it can, or ends; then
     * there is space again, for it or for its next start.
     */
    record FullDisk(Deployment deployment, Instance worker, boolean restarts) implements WorkerFault {
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

    /** The clock of a worker is set, by more than it tolerates, and set right again while it runs. */
    record WrongClock(Deployment deployment, Instance worker, boolean ahead) implements WorkerFault {
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
}
