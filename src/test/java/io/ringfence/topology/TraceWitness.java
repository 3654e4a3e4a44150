package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.SiteEvent;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.Wire;
import io.ringfence.trace.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Holds that what comes of a request or an order belongs to its trace, and what nobody asked for to none. */
final class TraceWitness {
    private final SubTopologies topologies;
    private final Map<String, Trace> waiting = new HashMap<>();
    private final Map<String, Trace> orders = new HashMap<>();
    private final Map<String, Trace> orderers = new HashMap<>();
    private int sent;

    TraceWitness(SubTopologies topologies) {
        this.topologies = topologies;
    }

    /** An input with a trace of its own, whatever else was sent like it; every third has none. */
    Wire traced(Wire input) {
        sent++;
        return sent % 3 == 0
                ? input
                : input.with(
                        new Trace("00-%032x-%016x-01".formatted(sent, sent), sent % 2 == 0 ? "sent=" + sent : null));
    }

    /** What goes to its site goes as it came. */
    void passedOn(Wire record, List<Wire> produced) {
        produced.forEach(wire -> assertThat(wire.trace()).isEqualTo(record.trace()));
    }

    void ofTime(List<Wire> produced) {
        produced.forEach(wire -> assertThat(wire.trace()).as("of time").isEqualTo(Trace.NONE));
    }

    /** A request has reached its number. */
    void asked(Wire record, List<Wire> produced) {
        follow(topologies.request(record).request().requestId(), record.trace(), produced);
    }

    /** An answer has reached the number that waits for it, or for none. */
    void answered(Wire record, List<Wire> produced) {
        follow(topologies.answer(record).requestId(), waiting.get(record.key()), produced);
    }

    private void follow(UUID requestId, Trace trace, List<Wire> produced) {
        for (Wire wire : produced) {
            assertThat(wire.trace())
                    .as("of %s %s", wire.topic().name(), wire.key())
                    .isEqualTo(expected(wire, requestId, trace));
            pending(wire)
                    .filter(change -> isOf(requestId, change))
                    .ifPresent(change -> waiting.put(change.phoneNumber(), trace));
        }
    }

    private Trace expected(Wire wire, UUID requestId, Trace trace) {
        if (outcome(wire)
                .filter(outcome -> outcome instanceof StateChange && Requests.idOf(outcome) == null)
                .isPresent()) {
            return Trace.NONE;
        }
        return pending(wire)
                .filter(change -> !isOf(requestId, change))
                .map(another -> waiting.get(another.phoneNumber()))
                .orElse(trace);
    }

    private static boolean isOf(UUID requestId, PendingChange change) {
        return change.number().changeInProgress().requestId().equals(requestId);
    }

    private Optional<Outcome> outcome(Wire wire) {
        if (wire.topic().equals(Topics.STATE_CHANGES) || wire.topic().equals(Topics.REJECTIONS)) {
            return Optional.of(topologies.outcome(wire));
        }
        return event(wire).filter(Outcome.class::isInstance).map(Outcome.class::cast);
    }

    private Optional<PendingChange> pending(Wire wire) {
        return event(wire).filter(PendingChange.class::isInstance).map(PendingChange.class::cast);
    }

    private Optional<NumberEvent> event(Wire wire) {
        return wire.topic().equals(Topics.SITE_EVENTS)
                ? Optional.of((NumberEvent) topologies.siteEvent(wire))
                : Optional.empty();
    }

    /** An event has reached its site. */
    void atSite(Wire record, List<Wire> produced) {
        SiteEvent received = topologies.siteEvent(record);
        if (received instanceof VoiceServiceOrder order) {
            orders.putIfAbsent(id(record, order.orderId()), record.trace());
            orderers.putIfAbsent(order.requestedBy(), record.trace());
        }
        for (Wire wire : produced) {
            assertThat(wire.trace())
                    .as("of %s %s", wire.topic().name(), wire.key())
                    .isEqualTo(ofSite(record, wire));
        }
    }

    private Trace ofSite(Wire record, Wire produced) {
        if (produced.topic().equals(Topics.CLAIM_ANSWERS)) {
            return record.trace();
        } else if (produced.topic().equals(Topics.ORDER_REQUESTS)) {
            return orderers.get(topologies.request(produced).request().requestedBy());
        } else if (produced.topic().equals(Topics.ORDER_OUTCOMES)) {
            VoiceServiceOutcome outcome = topologies.orderOutcome(produced);
            return outcome.code() == OrderRejectionCode.REQUEST_ID_REUSED
                    ? record.trace()
                    : orders.get(id(produced, outcome.orderId()));
        }
        return Trace.NONE;
    }

    private static String id(Wire wire, UUID orderId) {
        return wire.key() + "/" + orderId;
    }
}
