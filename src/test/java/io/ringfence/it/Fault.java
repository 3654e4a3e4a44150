package io.ringfence.it;

import java.io.IOException;

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
        public void end() {
            deployment.brokers().start(broker);
        }

        @Override
        public String toString() {
            return "bounce of broker %d".formatted(broker);
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
}
