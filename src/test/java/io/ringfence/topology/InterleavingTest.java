package io.ringfence.topology;

import io.ringfence.support.property.Coverage;
import io.ringfence.support.property.Step;
import io.ringfence.support.property.Steps;
import io.ringfence.support.property.TestClock;
import io.ringfence.support.property.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.kafka.common.utils.Utils;

/** Whatever is asked and ordered, and in whatever order a cluster delivers it and all that follows from it. */
class InterleavingTest {
    /** Starting one costs as much as many tries, but what it sends to its changelogs it keeps. */
    private static final int TRIES_OF_ONE = 25;

    private static final Coverage COVERAGE = new Coverage();
    private static final TestClock CLOCK = new TestClock(Instant.parse("2026-03-10T12:00:00Z"));
    private static int worlds;
    private static Path directory;
    private static SubTopologies topologies;

    @Provide
    Arbitrary<List<Step>> steps() {
        return Steps.interleaved();
    }

    @Property(tries = 400)
    void numbersSitesAndOrdersKeepTheirPromises(@ForAll("steps") List<Step> steps) throws IOException {
        if (worlds % TRIES_OF_ONE == 0) {
            stop();
        }
        if (topologies == null) {
            directory = Files.createTempDirectory("topologies");
            topologies = new SubTopologies(directory, CLOCK.now().minus(ClaimRenewal.TICK));
            // Finds that an earlier release has left nothing to ask after.
            topologies.tick(ClaimRenewal.TICK);
            CLOCK.sinceLastTick();
        }
        try {
            new Interleaving(topologies, CLOCK, new World(worlds++), COVERAGE).run(steps);
        } catch (AssertionError | RuntimeException e) {
            COVERAGE.failed();
            stop();
            throw e;
        }
    }

    /** A topology that failed is not asked again. */
    @AfterContainer
    static void stop() throws IOException {
        if (topologies != null) {
            topologies.close();
            topologies = null;
            Utils.delete(directory.toFile());
        }
    }

    @AfterContainer
    static void everythingWasReached() {
        COVERAGE.assertReached(Stream.of(
                        Coverage.actions(),
                        Coverage.codes(),
                        Coverage.orderOutcomes(),
                        Coverage.additions(),
                        Stream.of(
                                "ceased",
                                "claim",
                                "claim answered twice",
                                "duplicate request",
                                "duplicate while in progress",
                                "duplicate order",
                                "duplicate order in progress",
                                "order waits",
                                "lost pick replaced",
                                "reserved number used",
                                "reserved number left reserved",
                                "chosen number lost half-way",
                                "shortage found half-way",
                                "order deallocated",
                                "order removed a main number",
                                "cooling off ended by the clock",
                                "cooling off ended by a request"))
                .flatMap(labels -> labels)
                .toList());
    }
}
