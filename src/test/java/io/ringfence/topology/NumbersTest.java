package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests for numbers, and what the topics say of them. */
class NumbersTest {
    private static final String NUMBER = "+442079460000";
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

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
    void acceptedRequestBecomesAStateChangeAndTheNewState() {
        ActionRequest provision = Requests.provision(NUMBER);
        ActionRequest allocate = Requests.allocate(NUMBER, ACORN);

        topology.publish(provision);
        topology.publish(allocate);

        List<StateChange> changes = topology.changes();
        assertThat(changes)
                .extracting(StateChange::requestId)
                .containsExactly(provision.requestId(), allocate.requestId());
        assertThat(changes).extracting(StateChange::version).containsExactly(1L, 2L);
        assertThat(changes.get(1).before()).isEqualTo(changes.get(0).after());
        assertThat(changes.get(1).changedAt()).isEqualTo(NOON);
        assertThat(topology.number(NUMBER)).isEqualTo(NumberEntry.after(changes.get(1)));
        assertThat(topology.rejections()).isEmpty();
    }

    @Test
    void refusedRequestBecomesARejectionAndChangesNothing() {
        ActionRequest activate = Requests.of(Action.ACTIVATE, NUMBER);
        topology.publish(Requests.provision(NUMBER));
        NumberEntry before = topology.number(NUMBER);

        topology.publish(activate);

        assertThat(topology.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.requestId()).isEqualTo(activate.requestId());
            assertThat(rejection.code()).isEqualTo(RejectionCode.INVALID_STATUS);
            assertThat(rejection.current()).isEqualTo(before.number());
            assertThat(rejection.allowedActions()).containsExactly(Action.NOMINATE_MAIN_NUMBER, Action.ALLOCATE);
        });
        assertThat(topology.number(NUMBER)).isEqualTo(before);
    }

    @Test
    void topicDecidesWhatMayBeAskedFor() {
        topology.publish(Topics.ACTIONS, Requests.provision(NUMBER));

        assertThat(topology.rejections()).extracting(Rejection::code).containsExactly(RejectionCode.NOT_PERMITTED);
        assertThat(topology.number(NUMBER)).isNull();
    }

    @Test
    void requestWithoutAnIdIsRejectedEachTime() {
        ActionRequest request = Requests.provision(NUMBER).withRequestId(null);
        byte[] value = topology.encoded(request.withRequestId(new UUID(0, 1)));
        // The id is the first field, a string of 36 characters: one of them is made no UUID.
        value[6] = 'x';
        for (int i = 0; i < 2; i++) {
            topology.publish(Topics.PROVISIONING, new TestRecord<>(TopologyFixture.bytes(NUMBER), value, NOON));
        }

        assertThat(topology.rejections()).hasSize(2).allSatisfy(rejection -> {
            assertThat(rejection.code()).isEqualTo(RejectionCode.INVALID_REQUEST);
            assertThat(rejection.requestId()).isEqualTo(new UUID(0, 0));
            assertThat(rejection.message()).contains("requestId");
        });
        assertThat(topology.deadLetters()).isEmpty();
    }

    @Test
    void listingFollowsTheNumbers() {
        topology.publish(Requests.provision(NUMBER));
        topology.publish(Requests.provision("+442079460001"));
        topology.publish(Requests.allocate(NUMBER, ACORN));

        assertThat(topology.listed(SITE, NUMBER))
                .isEqualTo(topology.number(NUMBER).number());
        assertThat(topology.counts(SITE).statuses()).isEqualTo(Map.of(Status.AVAILABLE, 1L, Status.RESERVED, 1L));
    }

    @Test
    void withdrawnNumberLeavesTheListingAndItsVersionGoesOn() {
        topology.publish(Requests.provision(NUMBER));
        topology.publish(Requests.of(Action.WITHDRAW, NUMBER));

        assertThat(topology.listed(SITE, NUMBER)).isNull();
        assertThat(topology.counts(SITE)).isEqualTo(SiteCounts.NONE);

        topology.advance(Duration.ofMinutes(1));
        topology.publish(Requests.provision(NUMBER));

        assertThat(topology.changes()).extracting(StateChange::version).containsExactly(1L, 2L, 3L);
    }
}
