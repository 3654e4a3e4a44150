package io.ringfence.topology;

import static io.ringfence.domain.TransitionTable.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequestBuilder;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.TransitionTable.Cell;
import io.ringfence.query.DrivenReadModel;
import io.ringfence.support.property.DryRunCheck;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For every action in every state: what a dry run says of a request is what comes of it. */
class DryRunTest {
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    private static final LocalDate NEXT_MONTH = LocalDate.parse("2026-04-10");

    private int numbers;

    @Test
    void tellsWhatComesOfEveryCellOfTheTable(@TempDir Path directory) {
        try (TopologyFixture topology = new TopologyFixture(directory, START, 1)) {
            DryRunCheck dryRuns = new DryRunCheck(() -> DrivenReadModel.over(topology));
            KeyValueStore<String, NumberEntry> store = topology.store(StateStores.NUMBERS.name());
            List<Cell> cells = TABLE.cells().toList();
            for (Cell cell : cells) {
                Envelope request = request(cell, store);
                Outcome dryRun = dryRuns.of(request);
                assertThat(dryRun instanceof StateChange).as("%s", cell).isEqualTo(cell.isAccepted());
                topology.publish(request);
                assertThat(outcome(topology)).as("%s", cell).isEqualTo(dryRun);
            }
            assertThat(cells).hasSizeGreaterThan(800);
        }
    }

    private Envelope request(Cell cell, KeyValueStore<String, NumberEntry> store) {
        String number = "+4420794%05d".formatted(numbers++);
        // Of its own: no other cell's party has a main number there.
        String site = "site-" + numbers;
        if (cell.state().isKnown()) {
            PhoneNumber there = cell.state()
                    .number()
                    .phoneNumber(number)
                    .siteId(site)
                    .coolingOffDate(date(cell))
                    .build();
            store.put(number, NumberEntry.idle(there.version(), there));
        }
        Action action = cell.action();
        return Requests.onItsTopic(ActionRequestBuilder.builder()
                .requestId(UUID.randomUUID())
                .phoneNumber(number)
                .siteId(site)
                .action(action)
                .requestedBy("somebody")
                .allocateTo(Requests.ACORN)
                .userId("user")
                .coolingOffDate(action == Action.START_COOLING_OFF ? NEXT_MONTH : null)
                .details(new NumberDetails(NumberKind.DIRECT, null, null, null))
                .build());
    }

    private static LocalDate date(Cell cell) {
        return cell.state().number().build().coolingOffDate() == null ? null : NEXT_MONTH;
    }

    private static Outcome outcome(TopologyFixture topology) {
        return Stream.<Outcome>concat(topology.changes().stream(), topology.rejections().stream())
                .reduce((one, other) -> {
                    throw new AssertionError(one + " and " + other);
                })
                .orElseThrow();
    }
}
