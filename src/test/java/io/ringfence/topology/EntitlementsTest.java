package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static io.ringfence.support.streams.TopologyFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.Objection;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyServices;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Question;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A party has no more numbers in service at a site than it is entitled to. */
class EntitlementsTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Party BLUEBELL = new Party(PartyType.OCCUPIER, "bluebell", "Bluebell Books");

    private TopologyFixture topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(stateDirectory, NOON, Set.of(Action.DEACTIVATE));
        IntStream.range(0, 4).forEach(i -> {
            topology.publish(Requests.provision(number(i)));
            topology.publish(Requests.allocate(number(i), ACORN));
        });
        topology.changes();
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void nothingIsLimitedWhereNothingIsKnown() {
        activate(0, 1, 2, 3);

        assertThat(activated()).isEqualTo(4);
    }

    @Test
    void asManyAreGrantedAsThePartyIsEntitledTo() {
        entitle(2);

        activate(0, 1, 2, 3);

        assertThat(activated()).isEqualTo(2);
        assertThat(topology.rejections()).hasSize(2).allSatisfy(rejection -> {
            assertThat(rejection.code()).isEqualTo(RejectionCode.NO_VOICE_SERVICE);
            assertThat(rejection.message()).contains("2 voice services").contains(SITE);
            assertThat(rejection.current().changeInProgress()).isNull();
        });
        assertThat(services().granted()).isZero();
    }

    @Test
    void oneThatIsInServiceNoMoreMakesRoom() {
        entitle(1);
        activate(0);
        ActionRequest deactivate = Requests.of(Action.DEACTIVATE, number(0));
        topology.publish(deactivate);
        activate(1);
        assertThat(topology.rejections()).extracting(Rejection::code).containsExactly(RejectionCode.NO_VOICE_SERVICE);

        topology.publish(new Answer(deactivate.requestId(), number(0), Question.FULFILMENT, Optional.empty()));
        activate(1);

        assertThat(activated()).isEqualTo(3);
    }

    @Test
    void lessTakesNothingAwayAndMoreMakesRoom() {
        entitle(2);
        activate(0, 1);
        assertThat(activated()).isEqualTo(2);

        entitle(1);
        activate(2);
        assertThat(activated()).isZero();

        entitle(3);
        activate(2, 3);
        assertThat(activated()).isEqualTo(1);
    }

    @Test
    void takenBackItLimitsNothing() {
        entitle(0);
        activate(0);
        assertThat(topology.rejections()).hasSize(1);

        topology.publish(new EntitlementChange(SITE, ACORN, OptionalInt.empty()));
        activate(0, 1);

        assertThat(activated()).isEqualTo(2);
    }

    @Test
    void anotherPartyAndAnotherSiteAreNotLimited() {
        entitle(0);
        String ofBluebell = number(7);
        topology.publish(Requests.provision(ofBluebell));
        topology.publish(Requests.allocate(ofBluebell, BLUEBELL));
        String elsewhere = number(8);
        Stream.of(
                        Requests.provision(elsewhere),
                        Requests.allocate(elsewhere, ACORN),
                        Requests.of(Action.ACTIVATE, elsewhere))
                .map(request -> request.withSiteId("another-site"))
                .forEach(topology::publish);
        activate(7);

        assertThat(activated()).isEqualTo(2);
    }

    /** What is given back where the platform fails is the next one's. */
    @Test
    void grantThatComesToNothingIsFreed(@TempDir Path stateDirectory) {
        topology.close();
        topology = new TopologyFixture(stateDirectory, NOON, Set.of(Action.ACTIVATE));
        IntStream.range(0, 2).forEach(i -> {
            topology.publish(Requests.provision(number(i)));
            topology.publish(Requests.allocate(number(i), ACORN));
        });
        entitle(1);
        ActionRequest first = Requests.of(Action.ACTIVATE, number(0));
        topology.publish(first);
        assertThat(services().granted()).isEqualTo(1);
        activate(1);
        assertThat(topology.rejections()).extracting(Rejection::code).containsExactly(RejectionCode.NO_VOICE_SERVICE);

        topology.publish(new Answer(
                first.requestId(),
                number(0),
                Question.FULFILMENT,
                Optional.of(new Objection.NotFulfilled("Line fault."))));

        assertThat(services().granted()).isZero();
        ActionRequest second = Requests.of(Action.ACTIVATE, number(1));
        topology.publish(second);
        topology.publish(new Answer(second.requestId(), number(1), Question.FULFILMENT, Optional.empty()));
        assertThat(activated()).isEqualTo(1);
    }

    /** Nobody asked the site about the first: its party was not limited when the platform was asked. */
    @Test
    void whatThePlatformIsAtCountsOnceTheLimitIsInForce(@TempDir Path stateDirectory) {
        topology.close();
        topology = new TopologyFixture(stateDirectory, NOON, Set.of(Action.ACTIVATE));
        IntStream.range(0, 2).forEach(i -> {
            topology.publish(Requests.provision(number(i)));
            topology.publish(Requests.allocate(number(i), ACORN));
        });
        ActionRequest first = Requests.of(Action.ACTIVATE, number(0));
        topology.publish(first);

        entitle(1);
        activate(1);

        assertThat(topology.rejections()).extracting(Rejection::code).containsExactly(RejectionCode.NO_VOICE_SERVICE);
        topology.publish(new Answer(first.requestId(), number(0), Question.FULFILMENT, Optional.empty()));
        assertThat(activated()).isEqualTo(1);
        assertThat(services().granted()).isZero();
    }

    /** Most parties are never limited. */
    @Test
    void nothingIsKeptOfAPartyThatIsNotLimited(@TempDir Path stateDirectory) {
        topology.close();
        topology = new TopologyFixture(stateDirectory, NOON, Set.of(Action.ACTIVATE));
        topology.publish(Requests.provision(number(0)));
        topology.publish(Requests.allocate(number(0), ACORN));
        ActionRequest activate = Requests.of(Action.ACTIVATE, number(0));
        topology.publish(activate);
        assertThat(services().granted()).isEqualTo(1);

        topology.publish(new Answer(activate.requestId(), number(0), Question.FULFILMENT, Optional.empty()));

        assertThat(services()).isNull();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("another party's key", SITE + "/OCCUPIER/bluebell", new Entitlement(SITE, ACORN, 1)),
                Arguments.of("no such site", "a b/OCCUPIER/acorn", new Entitlement("a b", ACORN, 1)),
                Arguments.of("below 0", SITE + "/OCCUPIER/acorn", new Entitlement(SITE, ACORN, -1)),
                Arguments.of("withdrawn under no key", "acorn", null),
                Arguments.of("withdrawn of no such type", SITE + "/TENANT/acorn", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatNobodyCanFollowIsKept(String what, String key, Entitlement entitlement) {
        byte[] value = entitlement == null ? null : topology.encoded(entitlement);

        topology.publish(Topics.ENTITLEMENTS, new TestRecord<>(bytes(key), value, NOON));

        assertThat(topology.deadLetters()).hasSize(1);
        activate(0);
        assertThat(activated()).as("not limited").isEqualTo(1);
    }

    private void entitle(int voiceServices) {
        topology.publish(new EntitlementChange(SITE, ACORN, OptionalInt.of(voiceServices)));
    }

    private void activate(int... indices) {
        IntStream.of(indices).forEach(i -> topology.publish(Requests.of(Action.ACTIVATE, number(i))));
    }

    private long activated() {
        return topology.changes().stream()
                .filter(change -> change.action() == Action.ACTIVATE || change.action() == Action.DEACTIVATE)
                .map(StateChange::phoneNumber)
                .count();
    }

    private PartyServices services() {
        return topology.<PartyServices>store(StateStores.ENTITLEMENTS.name()).get(SiteKey.party(SITE, ACORN));
    }

    private static String number(int index) {
        return "+44207946000" + index;
    }
}
