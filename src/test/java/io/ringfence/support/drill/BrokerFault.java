package io.ringfence.support.drill;

import io.ringfence.support.machine.Stutter;
import io.ringfence.support.platform.Deployment;

/** What befalls one of the brokers. */
sealed interface BrokerFault extends Fault {
    /** Decisions that the others make without it. */
    int FELT = 100;

    Deployment deployment();

    int broker();

    @Override
    default void end() throws Exception {
        deployment().brokers().start(broker());
    }

    /** Stop of a broker, until the others have decided something without it. */
    record Bounce(Deployment deployment, int broker) implements BrokerFault {
        @Override
        public void begin() throws Exception {
            deployment.brokers().stop(broker);
            deployment.awaitDecisions(FELT);
        }

        @Override
        public String toString() {
            return "bounce of broker %d".formatted(broker);
        }
    }

    /** SIGKILL of a broker. */
    record Crash(Deployment deployment, int broker, boolean backBeforeMissed) implements BrokerFault {
        @Override
        public void begin() throws Exception {
            deployment.brokers().kill(broker);
            if (!backBeforeMissed) {
                deployment.awaitMissed(broker);
                deployment.awaitDecisions(FELT);
            }
        }

        @Override
        public String toString() {
            return "crash of broker %d, back %s it is missed".formatted(broker, backBeforeMissed ? "before" : "after");
        }
    }

    /** A broker cannot write a byte, and ends; then there is space, and it comes back with what it had. */
    record FullDisk(Deployment deployment, int broker) implements BrokerFault {
        @Override
        public void begin() throws Exception {
            deployment.brokers().endByFullDisk(broker);
            deployment.awaitMissed(broker);
            deployment.awaitDecisions(FELT);
        }

        @Override
        public String toString() {
            return "full disk of broker %d".formatted(broker);
        }
    }

    /** A broker stands still for most of each second, and is missed by nobody. */
    final class Slow implements BrokerFault {
        private static final int DECISIONS = 500;

        private final Deployment deployment;
        private final int broker;
        private Stutter stutter;

        Slow(Deployment deployment, int broker) {
            this.deployment = deployment;
            this.broker = broker;
        }

        @Override
        public Deployment deployment() {
            return deployment;
        }

        @Override
        public int broker() {
            return broker;
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
}
