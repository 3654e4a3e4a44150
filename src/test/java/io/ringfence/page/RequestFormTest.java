package io.ringfence.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Site;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A form that is sent twice asks once; one that is filled in anew asks anew. */
class RequestFormTest {
    private static final Party ELM = new Party(PartyType.OCCUPIER, "elm", "Elm Engineering");
    private static final Party HARBOUR = new Party(PartyType.OPERATOR, "harbour", "Harbour");
    private static final Place SITE = Place.of(
            "london-1", Optional.of(new Site("london-1", "London", HARBOUR, List.of(ELM), "GB", "Europe/London")));
    private static final UUID ATTEMPT = UUID.randomUUID();
    private static final String NUMBER = "+442079460001";

    @Test
    void sentTwiceItIsOneRequest() {
        assertThat(request(allocate("OCCUPIER:elm"))).isEqualTo(request(allocate("OCCUPIER:elm")));
    }

    @Test
    void anotherContentVersionAttemptNameOrNumberIsAnotherRequest() {
        UUID id = request(allocate("OCCUPIER:elm")).requestId();

        assertThat(List.of(
                        request(allocate("OPERATOR:harbour")),
                        request(form(Action.ALLOCATE, 4, ATTEMPT, "OCCUPIER:elm")),
                        request(form(Action.ALLOCATE, 3, UUID.randomUUID(), "OCCUPIER:elm")),
                        allocate("OCCUPIER:elm").request(SITE, NUMBER, "somebody else"),
                        allocate("OCCUPIER:elm").request(SITE, "+442079460002", "desk")))
                .extracting(ActionRequest::requestId)
                .doesNotContain(id)
                .doesNotHaveDuplicates();
    }

    @Test
    void asksOfTheVersionThatWasLookedAt() {
        assertThat(request(allocate("OCCUPIER:elm")).expectedVersion()).isEqualTo(3);
    }

    @Test
    void aPartyHasTheNameOfTheDirectoryOrTheOneThatWasGiven() {
        assertThat(request(allocate("OCCUPIER:elm")).allocateTo()).isEqualTo(ELM);
        assertThat(request(allocate("OPERATOR:harbour")).allocateTo()).isEqualTo(HARBOUR);
        assertThat(request(form("OCCUPIER", "OCCUPIER:elm", null)).allocateTo()).isEqualTo(ELM);
        assertThat(request(form("oak", null, "Oak & Sons")).allocateTo())
                .isEqualTo(new Party(PartyType.OCCUPIER, "oak", "Oak & Sons"));
    }

    @Test
    void nobodyIsNoParty() {
        assertThatThrownBy(() -> request(allocate("OCCUPIER"))).hasMessage("Choose whom the number is for.");
    }

    @Test
    void whatTheActionDoesNotUseIsLeftOut() {
        ActionRequest request = request(form(Action.ACTIVATE, 3, ATTEMPT, "OCCUPIER:elm"));

        assertThat(request.allocateTo()).isNull();
        assertThat(request.userId()).isNull();
    }

    private static RequestForm allocate(String party) {
        return form(Action.ALLOCATE, 3, ATTEMPT, party);
    }

    private static RequestForm form(String party, String occupier, String name) {
        return new RequestForm(Action.ALLOCATE, 3L, ATTEMPT, party, occupier, name, null, RowView.Table.SITE);
    }

    private static RequestForm form(Action action, long version, UUID attempt, String party) {
        return new RequestForm(action, version, attempt, party, null, null, "ada", RowView.Table.SITE);
    }

    private static ActionRequest request(RequestForm form) {
        return form.request(SITE, NUMBER, "desk");
    }
}
