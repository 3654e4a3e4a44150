package io.ringfence.topology;

import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.RejectionCode;
import io.ringfence.support.property.Coverage;
import io.ringfence.support.property.Step;
import io.ringfence.support.property.Steps;
import io.ringfence.support.property.Tries;
import io.ringfence.support.streams.TopologyFixture;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is asked and ordered, one after another. */
class UndisturbedTest {
    private static final Coverage COVERAGE = new Coverage();
    private static Instant now = Instant.parse("2026-03-10T12:00:00Z");
    private static final Tries<TopologyFixture> TRIES =
            new Tries<>(directory -> new TopologyFixture(directory, now, 1), COVERAGE);

    @Provide
    Arbitrary<List<Step>> steps() {
        return Steps.undisturbed();
    }

    @Property(tries = 200)
    void everyInputHasTheOutcomeOfTheModel(@ForAll("steps") List<Step> steps) throws IOException {
        TRIES.run((topology, world) -> {
            try {
                new Undisturbed(topology, world, COVERAGE).run(steps);
            } finally {
                now = topology.now();
            }
        });
    }

    @AfterContainer
    static void stop() throws IOException {
        TRIES.stop();
    }

    @AfterContainer
    static void everythingWasReached() {
        COVERAGE.assertReached(
                Coverage.actions(),
                Coverage.codes()
                        .filter(code -> !code.equals(Coverage.refused(RejectionCode.CHANGE_IN_PROGRESS)))
                        .filter(code -> !code.equals(Coverage.refused(RejectionCode.FULFILMENT_FAILED))),
                Coverage.orderOutcomes()
                        .filter(code -> !code.equals(Coverage.orderRefused(OrderRejectionCode.PARTY_HAS_MAIN_NUMBER))),
                Coverage.additions(),
                Stream.of(
                        "ceased",
                        "duplicate request",
                        "accepted where it belongs",
                        "duplicate order",
                        "cooling off ended by the clock",
                        "cooling off ended by a request"));
    }
}
