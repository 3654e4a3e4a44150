package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Answer;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.Objection;
import io.ringfence.domain.Question;
import io.ringfence.domain.StateChange;
import io.ringfence.support.streams.TopologyFixture;
import io.ringfence.support.streams.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A voice platform with every fault: it fails, answers twice and not the same, answers what nobody asked, and what it read
 * before it was committed. What it does follows from the request's id, so that a try can be repeated.
 */
final class ScriptedVoicePlatform {
    private final SubTopologies topologies;
    private final Map<UUID, FulfilmentRequest> asked = new HashMap<>();

    ScriptedVoicePlatform(SubTopologies topologies) {
        this.topologies = topologies;
    }

    private static boolean isOneOf(UUID requestId, int many, String what) {
        return Math.floorMod((requestId + what).hashCode(), many) == 0;
    }

    /** What it answers to a request that its owner has yet to decide. */
    Optional<Wire> answersBefore(Envelope request) {
        UUID id = request.request().requestId();
        return id != null && SubTopologies.FULFILLED.contains(request.request().action()) && isOneOf(id, 9, "early")
                ? Optional.of(topologies.wire(answer(id, request.key(), true)))
                : Optional.empty();
    }

    void isAsked(FulfilmentRequest request) {
        FulfilmentRequest before = asked.put(request.requestId(), request);
        assertThat(before == null
                        || !before.requestedAt().plus(TopologyFixture.WINDOW).isAfter(request.requestedAt()))
                .as("asked for the first time, or anew once the first is forgotten: %s", request)
                .isTrue();
        assertThat(request.current().changeInProgress())
                .as("of the state in %s", request)
                .isNull();
        assertThat(request.proposed().version()).isEqualTo(request.current().version() + 1);
    }

    List<Wire> answers(Wire wire) {
        FulfilmentRequest request = topologies.fulfilment(wire);
        UUID id = request.requestId();
        boolean succeeded = !isOneOf(id, 4, "fails");
        List<Wire> answers = new ArrayList<>();
        if (isOneOf(id, 11, "strays")) {
            answers.add(topologies.wire(answer(new UUID(0, 0), request.phoneNumber(), true)));
        }
        answers.add(topologies.wire(answer(id, request.phoneNumber(), succeeded)));
        if (isOneOf(id, 7, "repeats")) {
            answers.add(topologies.wire(answer(id, request.phoneNumber(), !succeeded)));
        }
        return answers;
    }

    private static Answer answer(UUID requestId, String phoneNumber, boolean succeeded) {
        return new Answer(
                requestId,
                phoneNumber,
                Question.FULFILMENT,
                succeeded ? Optional.empty() : Optional.of(new Objection.NotFulfilled("Line fault.")));
    }

    /** What it was asked for is what becomes true, whenever it answers. */
    void assertAsProposed(StateChange change) {
        FulfilmentRequest request = change.requestId() == null ? null : asked.get(change.requestId());
        boolean isToBeFulfilled = SubTopologies.FULFILLED.contains(change.action());
        assertThat(request != null).as("asked of the platform: %s", change).isEqualTo(isToBeFulfilled);
        if (isToBeFulfilled) {
            assertThat(change.before()).isEqualTo(request.current());
            assertThat(change.after()).isEqualTo(request.proposed().withUpdatedAt(change.changedAt()));
            assertThat(change.requestedBy()).isEqualTo(request.requestedBy());
        }
    }
}
