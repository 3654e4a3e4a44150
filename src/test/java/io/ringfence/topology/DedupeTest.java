package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent again, under an id of its own or of another, and what of it is answered. */
class DedupeTest {
    private static final String NUMBER = "+442079460000";
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final byte[] OUTCOME = {1};
    private static final Duration HALF = TopologyFixture.WINDOW.dividedBy(2);

    private TopologyFixture topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(stateDirectory, NOON, 1);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void requestSentAgainIsNotDecidedAgain() {
        ActionRequest accepted = Requests.provision(NUMBER);
        ActionRequest refused = Requests.of(Action.ACTIVATE, NUMBER);
        topology.publish(accepted);
        topology.publish(refused);
        topology.changes();
        topology.rejections();

        topology.advance(TopologyFixture.WINDOW.minusSeconds(1));
        topology.publish(accepted);
        topology.publish(refused);

        assertNothingCameOut();
    }

    @Test
    void requestSentAgainAfterTheWindowIsDecidedAgain() {
        ActionRequest provision = Requests.provision(NUMBER);
        topology.publish(provision);

        topology.advance(TopologyFixture.WINDOW.plusSeconds(1));
        topology.publish(provision);

        assertRejected(RejectionCode.ALREADY_PROVISIONED);
    }

    @Test
    void requestIdIsOfItsNumber() {
        UUID id = UUID.randomUUID();
        topology.publish(Requests.provision(NUMBER).withRequestId(id));
        topology.publish(Requests.provision("+442079460001").withRequestId(id));

        assertThat(topology.changes()).hasSize(2);
    }

    @Test
    void eachOtherContentUnderAnIdIsRejectedOnce() {
        ActionRequest first = Requests.provision(NUMBER);
        ActionRequest second = Requests.of(Action.LOCK, NUMBER).withRequestId(first.requestId());
        ActionRequest third = Requests.of(Action.UNLOCK, NUMBER).withRequestId(first.requestId());
        topology.publish(first);
        topology.changes();

        topology.publish(second);
        topology.publish(third);
        assertRejected(RejectionCode.REQUEST_ID_REUSED, RejectionCode.REQUEST_ID_REUSED);

        topology.publish(second);
        topology.publish(third);
        topology.publish(first);

        assertNothingCameOut();
        assertThat(logged(first)).get().isInstanceOf(StateChange.class);
    }

    /** The id's own request would be forgotten by then, and the other one be taken for it. */
    @Test
    void whatWasRefusedAnIdIsRememberedForAsLongAsAnyOther() {
        ActionRequest first = Requests.provision(NUMBER);
        ActionRequest second = Requests.of(Action.LOCK, NUMBER).withRequestId(first.requestId());
        topology.publish(first);
        topology.advance(HALF.plusHours(1));
        topology.publish(second);
        topology.changes();
        topology.rejections();

        topology.advance(HALF.plusHours(1));
        topology.publish(second);
        assertNothingCameOut();

        topology.advance(HALF);
        topology.publish(second);
        assertThat(topology.changes()).extracting(StateChange::action).containsExactly(Action.LOCK);
    }

    /** By hand: the driver settles each request before it takes the next. */
    @Test
    void outcomeIsFoundThoughTheIdWasReusedWhileItsRequestWasInProgress() {
        Envelope claim = Requests.onItsTopic(Requests.allocate(NUMBER, ACORN));
        Envelope other = Requests.onItsTopic(Requests.of(Action.ACTIVATE, NUMBER)
                .withRequestId(claim.request().requestId()));
        Instant midnight = NOON.plus(HALF);
        RememberedRequest inProgress = inProgress(claim, NOON);
        memory().remember(claim, inProgress);
        memory().rememberRefused(other, inProgress(other, midnight), inProgress);

        memory().settle(claim, new RememberedRequest(NOON.toEpochMilli(), Fingerprint.of(claim), OUTCOME), midnight);

        assertThat(memory().ownerOfId(claim, midnight)).get().satisfies(owner -> assertThat(owner.outcome())
                .isEqualTo(OUTCOME));
        assertThat(memory().isKnown(
                                other,
                                Fingerprint.of(other),
                                memory().ownerOfId(other, midnight).orElseThrow(),
                                midnight))
                .isTrue();
    }

    private RequestMemory memory() {
        return new RequestMemory(
                topology.driver().getWindowStore(StateStores.REQUESTS), new DedupeStore.Window(TopologyFixture.WINDOW));
    }

    private static RememberedRequest inProgress(Envelope request, Instant since) {
        return RememberedRequest.inProgress(since.toEpochMilli(), Fingerprint.of(request));
    }

    @Test
    void sameContentOnAnotherTopicIsOtherContent() {
        ActionRequest provision = Requests.provision(NUMBER);
        topology.publish(provision);

        topology.publish(Topics.ACTIONS, provision);
        topology.publish(Topics.ACTIONS, provision);

        assertRejected(RejectionCode.REQUEST_ID_REUSED);
    }

    @Test
    void requestOnAWrongTopicLeavesItsIdToTheOneOnTheRightTopic() {
        ActionRequest provision = Requests.provision(NUMBER);
        topology.publish(Topics.ACTIONS, provision);
        assertRejected(RejectionCode.NOT_PERMITTED);
        assertThat(logged(provision)).get().isInstanceOf(Rejection.class);

        topology.advance(HALF.plusHours(1));
        topology.publish(provision);
        assertThat(topology.changes()).extracting(StateChange::requestId).containsExactly(provision.requestId());
        assertThat(logged(provision)).get().isInstanceOf(StateChange.class);

        topology.publish(Topics.ACTIONS, provision);
        topology.publish(provision);
        assertNothingCameOut();
    }

    @Test
    void anotherRequestOnAWrongTopicDoesNotGetTheId() {
        ActionRequest provision = Requests.provision(NUMBER);
        ActionRequest lock = Requests.of(Action.LOCK, NUMBER).withRequestId(provision.requestId());
        topology.publish(Topics.ACTIONS, provision);

        topology.publish(Topics.ACTIONS, lock);

        assertRejected(RejectionCode.NOT_PERMITTED, RejectionCode.REQUEST_ID_REUSED);
        topology.publish(provision);
        assertThat(topology.changes()).hasSize(1);
    }

    /** It is the earlier request's again once it is decided: not that of any other that comes on the right topic. */
    @Test
    void idIsLeftToOneRequestOnly() {
        ActionRequest provision = Requests.provision(NUMBER);
        topology.publish(Topics.ACTIONS, provision);
        topology.publish(provision);
        topology.publish(Requests.of(Action.LOCK, NUMBER).withRequestId(provision.requestId()));

        assertRejected(RejectionCode.NOT_PERMITTED, RejectionCode.REQUEST_ID_REUSED);
    }

    @Test
    void eachOtherContentUnderAnOrdersIdIsRejectedOnce() {
        VoiceServiceOrder first = Orders.cease(ACORN, null).withSiteId(SITE);
        VoiceServiceOrder second = Orders.add(ACORN, 1).withSiteId(SITE).withOrderId(first.orderId());
        VoiceServiceOrder third = Orders.add(ACORN, 2).withSiteId(SITE).withOrderId(first.orderId());
        List.of(first, second, third, second, third, first).forEach(topology::publish);

        assertThat(topology.orderOutcomes())
                .hasSize(3)
                .extracting(VoiceServiceOutcome::orderId)
                .containsOnly(first.orderId());
    }

    private void assertNothingCameOut() {
        assertThat(topology.changes()).isEmpty();
        assertThat(topology.rejections()).isEmpty();
    }

    private void assertRejected(RejectionCode... codes) {
        assertThat(topology.rejections()).extracting(Rejection::code).containsExactly(codes);
    }

    /** What whoever asks for the request is told. */
    private Optional<Outcome> logged(ActionRequest request) {
        return topology.logged(request.phoneNumber(), request.requestId());
    }
}
