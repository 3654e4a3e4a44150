package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static io.ringfence.topology.MixedReleases.NUMBER;
import static io.ringfence.topology.MixedReleases.NUMBER_KEY;
import static io.ringfence.topology.MixedReleases.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.avro.NewerRelease;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.support.requests.Requests;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner of a site to whose events a newer release adds: it shows all, and takes part in what it knows in full. */
class NewerSitesTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    @TempDir
    private Path directory;

    private MixedReleases releases;

    @BeforeEach
    void start() {
        releases = new MixedReleases(directory, NOON);
    }

    @AfterEach
    void stop() {
        releases.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"after.status", "after.kind", "after.allocatedTo.type", "after.newer", "after.allocatedTo.newer"
            })
    void listsANumberAsItWasWritten(String path) {
        GenericRecord change = NewerRelease.of(ToAvro.outcome(reserved()), path);

        releases.send(Topics.SITE_EVENTS, SITE, change);

        assertThat(releases.read(releases.stored(StateStores.SITE_NUMBERS.name(), NUMBER_KEY)))
                .hasToString(change.get("after").toString());
        assertThat(releases.listed().status())
                .isEqualTo(path.equals("after.status") ? Status.UNKNOWN : Status.RESERVED);
        assertThat(releases.topology.counts(SITE).total()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"action", "newer", "before.status", "before.kind"})
    void listsWhatItKnowsAlthoughItDoesNotKnowHowItCameAbout(String path) {
        StateChange change = reserved();

        releases.send(Topics.SITE_EVENTS, SITE, NewerRelease.of(ToAvro.outcome(change), path));

        assertThat(releases.listed()).isEqualTo(change.after());
        assertThat(releases.stored(StateStores.SITE_EVENTS_SET_ASIDE.name())).hasSize(1);
    }

    @Test
    void countsAStatusThatItDoesNotKnowByItsName() {
        StateChange away = reserved();
        releases.send(Topics.SITE_EVENTS, SITE, NewerRelease.of(ToAvro.outcome(away), "after.status"));

        assertThat(releases.topology.counts(SITE).statuses())
                .isEqualTo(Map.of(Status.AVAILABLE, 1L, Status.UNKNOWN, 1L));
        assertThat(releases.topology.counts(SITE).symbols())
                .isEqualTo(Map.of("AVAILABLE", 1L, NewerRelease.SYMBOL, 1L));

        releases.send(Topics.SITE_EVENTS, SITE, NewerRelease.of(ToAvro.outcome(back(away)), "before.status"));

        assertThat(releases.topology.counts(SITE).statuses()).isEqualTo(Map.of(Status.AVAILABLE, 2L));
    }

    @Test
    void mainNumberOfAPartyThatIsNotKnownIsItsOwnOnceItIs() {
        StateChange change = releases.change(null, Status.RESERVED, ACORN, true);
        releases.send(Topics.SITE_EVENTS, SITE, NewerRelease.of(ToAvro.outcome(change), "after.allocatedTo.type"));
        assertThat(releases.stored(StateStores.MAIN_NUMBERS.name())).isEmpty();

        releases.upgrade("PartyType", "OPERATOR");

        Party operator = new Party(PartyType.OPERATOR, ACORN.id(), ACORN.name());
        assertThat(releases.stored(StateStores.MAIN_NUMBERS.name(), SiteKey.party(SITE, operator)))
                .asString()
                .isEqualTo(NUMBER);
        assertThat(releases.stored(StateStores.SITE_EVENTS_SET_ASIDE.name())).isEmpty();
    }

    /** Or the end of a nomination would come before it. */
    @Test
    void laterChangesOfANumberWaitForTheEarlier() {
        StateChange nominated = releases.change(null, Status.RESERVED, ACORN, true);
        releases.send(Topics.SITE_EVENTS, SITE, NewerRelease.of(ToAvro.outcome(nominated), "action"));
        releases.send(Topics.SITE_EVENTS, SITE, ToAvro.outcome(back(nominated)));
        assertThat(releases.stored(StateStores.SITE_EVENTS_SET_ASIDE.name())).hasSize(2);
        assertThat(releases.listed().status()).isEqualTo(Status.AVAILABLE);

        releases.upgrade("Action", "WITHDRAW");

        assertThat(releases.stored(StateStores.MAIN_NUMBERS.name())).isEmpty();
        assertThat(releases.listed().status()).isEqualTo(Status.AVAILABLE);
        assertThat(releases.stored(StateStores.SITE_EVENTS_SET_ASIDE.name())).isEmpty();
    }

    @Test
    void otherNumbersOfTheSiteDoNotWait() {
        releases.send(Topics.SITE_EVENTS, SITE, NewerRelease.of(ToAvro.outcome(reserved()), "after.status"));

        releases.topology.publish(Requests.allocate(OTHER, ACORN));
        releases.topology.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, OTHER));

        assertThat(releases.topology.changes())
                .extracting(StateChange::action)
                .containsExactly(Action.ALLOCATE, Action.NOMINATE_MAIN_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claimFor.type", "number.changeInProgress.action", "newer"})
    void neitherGrantsNorRefusesAClaimThatItDoesNotKnow(String path) {
        releases.claim(ACORN);

        releases.send(Topics.SITE_EVENTS, SITE, NewerRelease.of(claim(), path));

        assertThat(releases.stored(StateStores.MAIN_NUMBERS.name())).isEmpty();
        assertThat(releases.listed().changeInProgress()).isNotNull();
        assertThat(releases.topology.changes()).isEmpty();
        assertThat(releases.stored(StateStores.SITE_EVENTS_SET_ASIDE.name())).hasSize(1);
    }

    @Test
    void claimThatWaitedIsAnswered() {
        ActionRequest request = releases.claim(ACORN);
        releases.send(Topics.SITE_EVENTS, SITE, NewerRelease.of(claim(), "claimFor.type"));

        releases.upgrade("PartyType", "OPERATOR");

        assertThat(releases.topology.changes())
                .extracting(StateChange::requestId)
                .containsExactly(request.requestId());
        assertThat(releases.stored(StateStores.SITE_EVENTS_SET_ASIDE.name())).isEmpty();
    }

    private GenericRecord claim() {
        PhoneNumber number = releases.topology.number(NUMBER).number();
        return ToAvro.pendingChange(new PendingChange(ACORN, number));
    }

    private StateChange reserved() {
        return releases.change(null, Status.RESERVED, ACORN, false);
    }

    private StateChange back(StateChange change) {
        return releases.change(change, Status.AVAILABLE, null, false);
    }
}
