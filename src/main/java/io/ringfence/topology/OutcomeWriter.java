package io.ringfence.topology;

import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.Rules;
import io.ringfence.domain.StateChange;
import io.ringfence.trace.Trace;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Makes an outcome real: the number's state, its place among those that cool off, the records that tell of it. */
final class OutcomeWriter {
    private final Rules rules;
    private final ProcessorContext<String, byte[]> context;
    private final KeyValueStore<String, NumberEntry> numbers;
    private final CoolingOffIndex coolingOff;
    private final PendingChanges pending;
    private final RecordCodec codec;
    private final Proceedings proceedings;

    OutcomeWriter(
            Rules rules,
            ProcessorContext<String, byte[]> context,
            KeyValueStore<String, NumberEntry> numbers,
            CoolingOffIndex coolingOff,
            PendingChanges pending,
            RecordCodec codec,
            Proceedings proceedings) {
        this.rules = rules;
        this.context = context;
        this.numbers = numbers;
        this.coolingOff = coolingOff;
        this.pending = pending;
        this.codec = codec;
        this.proceedings = proceedings;
    }

    /** Returns the outcome as it was sent. */
    byte[] write(Outcome outcome, Envelope request, Trace trace, Instant at) {
        proceedings.decided(request.channel(), outcome, Optional.empty(), at);
        return write(outcome, request.channel(), trace, at);
    }

    /** What time brings about. */
    void writeOfTime(StateChange change, Instant at) {
        proceedings.changedByTime(change);
        write(change, Trace.NONE, at);
    }

    private byte[] write(Outcome outcome, Channel channel, Trace trace, Instant at) {
        return outcome instanceof StateChange change
                ? write(change, trace, at)
                : write((Rejection) outcome, channel, trace, at);
    }

    private byte[] write(StateChange change, Trace trace, Instant at) {
        DecisionLog.tell(change, trace);
        byte[] encoded = codec.encode(change);
        numbers.put(change.phoneNumber(), NumberEntry.after(change));
        coolingOff.follow(change);
        forward(change.phoneNumber(), encoded, trace, at, RingfenceTopology.STATE_CHANGES_SINK);
        forward(change.siteId(), encoded, trace, at, RingfenceTopology.SITE_EVENTS_SINK);
        return encoded;
    }

    /** What was refused to an order is for the owner of its site alone: it picks another number. */
    private byte[] write(Rejection rejection, Channel channel, Trace trace, Instant at) {
        DecisionLog.tell(rejection, trace);
        byte[] encoded = codec.encode(rejection);
        switch (channel) {
            case ACTIONS, PROVISIONING ->
                forward(rejection.phoneNumber(), encoded, trace, at, RingfenceTopology.REJECTIONS_SINK);
            case ORDERS -> forward(rejection.siteId(), encoded, trace, at, RingfenceTopology.SITE_EVENTS_SINK);
        }
        return encoded;
    }

    /** Nothing is decided yet: the number shows what it waits for, and who is to answer is asked. */
    void write(PendingChange change, Envelope request, Trace trace, Instant at) {
        PhoneNumber number = change.number();
        NumberEntry entry = NumberEntry.idle(number.version(), number).during(change, request);
        numbers.put(number.phoneNumber(), entry);
        pending.add(number, trace);
        tell(change, at);
        switch (change.question()) {
            case MAIN_NUMBER, ENTITLEMENT -> {
                // The site, which was just told.
            }
            case FULFILMENT ->
                forward(
                        number.phoneNumber(),
                        codec.encode(rules.fulfilment(entry)),
                        trace,
                        at,
                        RingfenceTopology.FULFILMENTS_SINK);
            case UNKNOWN -> throw new IllegalStateException("Nobody knows whom to ask: " + change);
        }
    }

    /** What the number's pending request came to. Returns the outcome as it was sent. */
    byte[] settle(NumberEntry entry, Outcome outcome, Instant at) {
        Trace trace = pending.trace(outcome.phoneNumber());
        pending.remove(outcome.phoneNumber());
        ChangeInProgress settled = entry.number().changeInProgress();
        Channel channel = entry.pending().channel();
        proceedings.decided(channel, outcome, Optional.of(settled.waitsFor()), settled.since());
        byte[] encoded = write(outcome, channel, trace, at);
        if (outcome instanceof Rejection) {
            abandon(entry.withoutPending(), trace, at);
        }
        return encoded;
    }

    /** The number is again what it was before the request that came to nothing. */
    private void abandon(NumberEntry entry, Trace trace, Instant at) {
        numbers.put(entry.number().phoneNumber(), entry);
        tell(entry.number(), trace, at);
    }

    /** Tells the site how a number stands of which nothing is being decided. */
    void tell(PhoneNumber number, Instant at) {
        tell(number, Trace.NONE, at);
    }

    private void tell(PhoneNumber number, Trace trace, Instant at) {
        forward(
                number.siteId(),
                codec.encode(new ChangeAbandoned(number)),
                trace,
                at,
                RingfenceTopology.SITE_EVENTS_SINK);
    }

    /** Tells the site of a change in progress, and asks it where it is the one to answer. */
    void tell(PendingChange change, Instant at) {
        forward(
                change.number().siteId(),
                codec.encode(change),
                pending.trace(change.phoneNumber()),
                at,
                RingfenceTopology.SITE_EVENTS_SINK);
    }

    /** Answers a site that the owner of the partition asks it from now on. */
    void acknowledge(LimitedParty limited, int partition, Instant at) {
        LimitedParty noted = new LimitedParty(limited.siteId(), limited.party(), OptionalInt.of(partition));
        forward(limited.siteId(), codec.encode(noted), Trace.NONE, at, RingfenceTopology.SITE_EVENTS_SINK);
    }

    /** Tells the site of an outcome that it was sent before. */
    void tellAgain(byte[] outcome, String siteId, Trace trace, Instant at) {
        forward(siteId, outcome, trace, at, RingfenceTopology.SITE_EVENTS_SINK);
    }

    private void forward(String key, byte[] value, Trace trace, Instant at, String sink) {
        context.forward(new Record<>(key, value, at.toEpochMilli(), trace.headers()), sink);
    }
}
