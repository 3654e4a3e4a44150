package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.Wire;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number that one party's order has asked for, and that is promised to another party before it is answered. */
class PromisedNumberTest {
    private static final Party BLUEBELL = new Party(PartyType.OCCUPIER, "bluebell", "Bluebell Books");
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private SubTopologies topologies;
    private final List<VoiceServiceOutcome> outcomes = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topologies = new SubTopologies(stateDirectory, Set.of(), NOON);
        IntStream.range(0, 3).forEach(i -> deliverAll(List.of(topologies.wire(Requests.provision(number(i))))));
        deliverAll(List.of(topologies.wire(Requests.of(Action.NOMINATE_MAIN_NUMBER, number(0)))));
    }

    @AfterEach
    void stop() {
        topologies.close();
    }

    @Test
    void bothPartiesOrdersComeToAnEnd() {
        VoiceServiceOrder add = Orders.addWithMainNumber(ACORN, 1);
        VoiceServiceOrder cease = Orders.cease(BLUEBELL, null);
        List<Wire> asked = deliver(deliver(List.of(topologies.wire(add))));
        List<Wire> answer = deliver(deliver(List.of(topologies.wire(Requests.allocate(number(0), BLUEBELL)))));
        assertThat(deliver(deliver(List.of(topologies.wire(cease)))))
                .as("waits for the claim")
                .isEmpty();

        List<Wire> refused = deliver(asked);
        deliverAll(answer);
        deliverAll(refused);

        assertThat(outcomes)
                .extracting(VoiceServiceOutcome::orderId)
                .containsExactlyInAnyOrder(add.orderId(), cease.orderId());
        assertThat(outcomes).extracting(VoiceServiceOutcome::result).containsOnly(OrderResult.FULFILLED);
    }

    /** Delivers the records, and returns what they lead to: one hop. */
    private List<Wire> deliver(List<Wire> records) {
        List<Wire> produced = records.stream()
                .flatMap(record -> topologies.deliver(record, NOON).stream())
                .toList();
        produced.stream()
                .filter(wire -> wire.topic().equals(Topics.ORDER_OUTCOMES))
                .map(topologies::orderOutcome)
                .forEach(outcomes::add);
        return produced.stream()
                .filter(wire -> List.of(Topics.SITE_EVENTS, Topics.CLAIM_ANSWERS, Topics.ORDER_REQUESTS)
                        .contains(wire.topic()))
                .toList();
    }

    private void deliverAll(List<Wire> records) {
        List<Wire> onTheirWay = records;
        while (!onTheirWay.isEmpty()) {
            onTheirWay = deliver(onTheirWay);
        }
    }

    private static String number(int index) {
        return "+44207946%04d".formatted(index);
    }
}
