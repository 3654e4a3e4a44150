package io.ringfence.topology;

import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.RejectionCode;
import io.ringfence.support.property.Coverage;
import io.ringfence.support.property.Step;
import io.ringfence.support.property.Steps;
import io.ringfence.support.property.World;
import io.ringfence.support.streams.TopologyFixture;
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

/** Whatever is asked and ordered, one after another. */
class UndisturbedTest {
    /** Starting one costs as much as many tries, but what it sends to its changelogs it keeps. */
    private static final int TRIES_OF_ONE = 25;

    private static final Coverage COVERAGE = new Coverage();
    private static Instant start = Instant.parse("2026-03-10T12:00:00Z");
    private static int worlds;
    private static Path directory;
    private static TopologyFixture topology;

    @Provide
    Arbitrary<List<Step>> steps() {
        return Steps.undisturbed();
    }

    @Property(tries = 300)
    void everyInputHasTheOutcomeOfTheModel(@ForAll("steps") List<Step> steps) throws IOException {
        if (worlds % TRIES_OF_ONE == 0) {
            stop();
        }
        if (topology == null) {
            directory = Files.createTempDirectory("topology");
            topology = new TopologyFixture(directory, start, 1);
        }
        try {
            new Undisturbed(topology, new World(worlds++), COVERAGE).run(steps);
        } catch (AssertionError | RuntimeException e) {
            COVERAGE.failed();
            stop();
            throw e;
        }
    }

    /** A topology that failed is not asked again. */
    @AfterContainer
    static void stop() throws IOException {
        if (topology != null) {
            start = topology.now();
            topology.close();
            topology = null;
            Utils.delete(directory.toFile());
        }
    }

    @AfterContainer
    static void everythingWasReached() {
        COVERAGE.assertReached(Stream.of(
                        Coverage.actions(),
                        Coverage.codes()
                                .filter(code -> !code.equals(Coverage.refused(RejectionCode.CHANGE_IN_PROGRESS))),
                        Coverage.orderOutcomes()
                                .filter(code ->
                                        !code.equals(Coverage.orderRefused(OrderRejectionCode.PARTY_HAS_MAIN_NUMBER))),
                        Coverage.additions(),
                        Stream.of(
                                "ceased",
                                "duplicate request",
                                "accepted where it belongs",
                                "duplicate order",
                                "cooling off ended by the clock",
                                "cooling off ended by a request"))
                .flatMap(labels -> labels)
                .toList());
    }
}
