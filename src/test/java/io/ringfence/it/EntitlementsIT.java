package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Entitlement;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Entitlements of parties whose numbers have owners in all partitions, over real transactions and a real registry. */
@OnPlatform
class EntitlementsIT {
    private static final int ENTITLED = 3;

    private final String site = "site-" + UUID.randomUUID();
    private final Party party = new Party(PartyType.OCCUPIER, UUID.randomUUID().toString(), "Acorn");
    private final Client client;

    EntitlementsIT(Client client) {
        this.client = client;
    }

    /** Asked for in every partition before the entitlement, while it comes into force, and after. */
    @Test
    void neverAreMoreInServiceThanEntitledOnceThatIsInForce() {
        String probe = reserved(0);
        client.publish(new Entitlement(site, party, 0));
        await().until(() -> client.decided(activate(probe)) instanceof Rejection || !isTaken(probe));
        client.publish(new Entitlement(site, party, ENTITLED));
        await().until(() -> client.decided(activate(probe)) instanceof StateChange);
        List<ActionRequest> asked = IntStream.range(0, 12)
                .mapToObj(partition -> activate(reserved(partition % 6)))
                .toList();

        asked.forEach(client::publishSoon);

        List<Outcome> outcomes = new ArrayList<>();
        asked.forEach(request -> outcomes.add(client.outcome(request)));
        assertThat(outcomes).filteredOn(StateChange.class::isInstance).hasSize(ENTITLED - 1);
        assertThat(outcomes)
                .filteredOn(Rejection.class::isInstance)
                .extracting(outcome -> ((Rejection) outcome).code())
                .containsOnly(RejectionCode.NO_VOICE_SERVICE);
    }

    /** Activated before the owner of the number was told, it is taken out of service, to be asked for again. */
    private boolean isTaken(String number) {
        return client.decided(Requests.of(Action.DEACTIVATE, number).withSiteId(site)) instanceof StateChange;
    }

    private ActionRequest activate(String number) {
        return Requests.of(Action.ACTIVATE, number).withSiteId(site);
    }

    private String reserved(int partition) {
        String number = Numbers.inPartition(partition);
        client.decided(Requests.provision(number).withSiteId(site));
        client.decided(Requests.allocate(number, party).withSiteId(site));
        return number;
    }
}
