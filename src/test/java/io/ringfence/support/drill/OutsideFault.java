package io.ringfence.support.drill;

import io.ringfence.support.platform.Deployment;
import io.ringfence.support.platform.Instance;
import io.ringfence.support.platform.SlowReader;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What befalls those that workers and brokers have to do with, or all workers at once. */
sealed interface OutsideFault extends Fault {
    /** No registry, until a worker has needed it. */
    record RegistryOutage(Deployment deployment, SteadyLoad load) implements OutsideFault {
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
    record LostIds(Deployment deployment, SteadyLoad load, Instance worker) implements OutsideFault {
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
    record PlatformAway(Deployment deployment, VoicePlatform platform) implements OutsideFault {
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

    /** Readers of all that is long take next to nothing of it, from every worker. */
    final class SlowReaders implements OutsideFault {
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
    record GroupAway(Deployment deployment, Instance first) implements OutsideFault {
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
