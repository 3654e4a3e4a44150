package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Claims between numbers whose owners are different partitions, over real transactions. */
@OnPlatform
class MainNumbersIT {
    private static final int HANDOVERS = 30;

    private final Party party = new Party(PartyType.OCCUPIER, UUID.randomUUID().toString(), "Acorn");
    private final Client client;

    MainNumbersIT(Client client) {
        this.client = client;
    }

    /** Whoever has read that the old main number is free may count on the new one being granted. */
    @Test
    void claimThatIsMadeOnceTheOldOneWasSeenToEndIsGranted() {
        List<String> numbers = List.of(nominated(0), nominated(3));
        client.decided(Requests.allocate(numbers.get(0), party));
        for (int i = 0; i < HANDOVERS; i++) {
            ActionRequest end = Requests.of(Action.DEALLOCATE, numbers.get(i % 2));
            ActionRequest claim = Requests.allocate(numbers.get((i + 1) % 2), party);

            assertThat(client.decided(end)).isInstanceOf(StateChange.class);
            assertThat(client.decided(claim)).as("claim %d", i).isInstanceOf(StateChange.class);
        }
    }

    @Test
    void ofClaimsThatAreMadeAtOnceOneIsGranted() {
        List<ActionRequest> claims = IntStream.range(0, 6)
                .mapToObj(partition -> Requests.allocate(nominated(partition), party))
                .toList();

        claims.forEach(client::publish);

        List<Outcome> outcomes = claims.stream().map(client::outcome).toList();
        List<StateChange> granted = outcomes.stream()
                .filter(StateChange.class::isInstance)
                .map(StateChange.class::cast)
                .toList();
        assertThat(granted).hasSize(1);
        assertThat(outcomes).filteredOn(Rejection.class::isInstance).hasSize(5).allSatisfy(outcome -> {
            Rejection rejection = (Rejection) outcome;
            assertThat(rejection.code()).isEqualTo(RejectionCode.PARTY_HAS_MAIN_NUMBER);
            assertThat(rejection.heldBy()).isEqualTo(granted.get(0).phoneNumber());
            assertThat(Objects.requireNonNull(rejection.current()).changeInProgress())
                    .isNull();
        });
    }

    private String nominated(int partition) {
        String number = Numbers.inPartition(partition);
        client.decided(Requests.provision(number));
        client.decided(Requests.of(Action.NOMINATE_MAIN_NUMBER, number));
        return number;
    }
}
