package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A party has at most one main number at a site. */
class MainNumbersTest {
    private static final String FIRST = "+442079460000";
    private static final String SECOND = "+442079460001";
    private static final Party OPERATOR = new Party(PartyType.OPERATOR, "acorn", "Same id, another party");
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private TopologyFixture topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(stateDirectory, NOON, 1);
        topology.publish(Requests.provision(FIRST));
        topology.publish(Requests.provision(SECOND));
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void firstNominationIsGranted() {
        topology.publish(Requests.allocate(FIRST, ACORN));
        ActionRequest nominate = Requests.of(Action.NOMINATE_MAIN_NUMBER, FIRST);

        topology.publish(nominate);

        assertThat(topology.changes()).last().satisfies(change -> {
            assertThat(change.requestId()).isEqualTo(nominate.requestId());
            assertThat(change.before().changeInProgress()).isNull();
            assertThat(change.after().mainNumber()).isTrue();
        });
        assertThat(topology.number(FIRST).pending()).isNull();
        assertThat(topology.listed(SITE, FIRST))
                .isEqualTo(topology.number(FIRST).number());
        assertThat(mainNumberOf(ACORN)).isEqualTo(FIRST);
    }

    @Test
    void secondNominationIsRefusedAndNamesTheHolder() {
        hold(FIRST, ACORN);
        topology.publish(Requests.allocate(SECOND, ACORN));
        ActionRequest nominate = Requests.of(Action.NOMINATE_MAIN_NUMBER, SECOND);

        topology.publish(nominate);

        assertThat(topology.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.requestId()).isEqualTo(nominate.requestId());
            assertThat(rejection.code()).isEqualTo(RejectionCode.PARTY_HAS_MAIN_NUMBER);
            assertThat(rejection.heldBy()).isEqualTo(FIRST);
            assertThat(rejection.current().changeInProgress()).isNull();
        });
        assertThat(topology.number(SECOND).pending()).isNull();
        assertThat(topology.listed(SITE, SECOND))
                .isEqualTo(topology.number(SECOND).number());
        assertThat(mainNumberOf(ACORN)).isEqualTo(FIRST);
    }

    @Test
    void allocationOfANominatedNumberIsAClaimToo() {
        hold(FIRST, ACORN);
        topology.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, SECOND));

        topology.publish(Requests.allocate(SECOND, ACORN));
        topology.publish(Requests.allocate(SECOND, OPERATOR));

        assertThat(topology.rejections()).extracting(Rejection::heldBy).containsExactly(FIRST);
        assertThat(mainNumberOf(OPERATOR)).isEqualTo(SECOND);
    }

    @Test
    void partyMayHaveAMainNumberAtEachSite() {
        hold(FIRST, ACORN);
        String elsewhere = "+442079460002";
        Stream.of(
                        Requests.provision(elsewhere),
                        Requests.of(Action.NOMINATE_MAIN_NUMBER, elsewhere),
                        Requests.allocate(elsewhere, ACORN))
                .map(request -> request.withSiteId("another-site"))
                .forEach(topology::publish);

        assertThat(topology.rejections()).isEmpty();
        assertThat(topology.number(elsewhere).number().mainNumberOf()).contains(ACORN);
    }

    static Stream<ActionRequest> ends() {
        return Stream.of(
                Requests.of(Action.DEALLOCATE, FIRST),
                Requests.of(Action.REMOVE_MAIN_NUMBER, FIRST),
                Requests.startCoolingOff(FIRST, LocalDate.parse("2026-04-01")));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whatEndsItFreesTheClaim(ActionRequest end) {
        hold(FIRST, ACORN);

        topology.publish(end);

        assertThat(mainNumberOf(ACORN)).isNull();
        hold(SECOND, ACORN);
        assertThat(mainNumberOf(ACORN)).isEqualTo(SECOND);
        assertThat(topology.rejections()).isEmpty();
    }

    @Test
    void requestIsInProgressOnceWhileItsClaimIsOnItsWay() {
        topology.publish(Requests.allocate(FIRST, ACORN));
        ActionRequest nominate = Requests.of(Action.NOMINATE_MAIN_NUMBER, FIRST);
        topology.publish(nominate);
        topology.changes();

        topology.publish(nominate);

        assertThat(topology.changes()).as("sent again").isEmpty();
        assertThat(topology.rejections()).isEmpty();
    }

    private void hold(String number, Party party) {
        topology.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, number));
        topology.publish(Requests.allocate(number, party));
        assertThat(topology.changes())
                .filteredOn(change -> change.phoneNumber().equals(number))
                .last()
                .extracting(StateChange::after)
                .satisfies(after -> assertThat(after.mainNumberOf()).contains(party));
    }

    private String mainNumberOf(Party party) {
        return topology.driver()
                .<String, String>getKeyValueStore(StateStores.MAIN_NUMBERS.name())
                .get(SiteKey.party(SITE, party));
    }
}
