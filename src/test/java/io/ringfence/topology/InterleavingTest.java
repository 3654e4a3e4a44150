package io.ringfence.topology;

import io.ringfence.support.property.Coverage;
import io.ringfence.support.property.Step;
import io.ringfence.support.property.Steps;
import io.ringfence.support.property.TestClock;
import io.ringfence.support.property.Tries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is asked and ordered, and in whatever order a cluster delivers it and all that follows from it. */
class InterleavingTest {
    private static final Coverage COVERAGE = new Coverage();
    private static final TestClock CLOCK = new TestClock(Instant.parse("2026-03-10T12:00:00Z"));
    private static final Tries<SubTopologies> TRIES = new Tries<>(InterleavingTest::start, COVERAGE);

    private static SubTopologies start(Path directory) {
        SubTopologies topologies = new SubTopologies(
                directory, SubTopologies.FULFILLED, CLOCK.now().minus(PendingRenewal.TICK));
        // Finds that an earlier release has left nothing to ask after.
        topologies.tick(PendingRenewal.TICK);
        CLOCK.sinceLastTick();
        return topologies;
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Steps.interleaved();
    }

    @Property(tries = 250)
    void numbersSitesAndOrdersKeepTheirPromises(@ForAll("steps") List<Step> steps) throws IOException {
        TRIES.run((topologies, world) -> new Interleaving(topologies, CLOCK, world, COVERAGE).run(steps));
    }

    @AfterContainer
    static void stop() throws IOException {
        TRIES.stop();
    }

    @AfterContainer
    static void everythingWasReached() {
        COVERAGE.assertReached(
                Coverage.actions(),
                Coverage.codes(),
                Coverage.orderOutcomes(),
                Coverage.additions(),
                Stream.of(
                        "ceased",
                        "asked for MAIN_NUMBER",
                        "asked for ENTITLEMENT",
                        "asked for FULFILMENT",
                        "claim answered twice",
                        "result that nothing waits for",
                        "number replaced that the platform failed with",
                        "number kept, order undone",
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
                        "cooling off ended by a request"));
    }
}
