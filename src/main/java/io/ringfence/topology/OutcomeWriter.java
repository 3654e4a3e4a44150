package io.ringfence.topology;

import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.StateChange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Makes an outcome real: the number's state, its place among those that cool off, the records that tell of it. */
final class OutcomeWriter {
    private final ProcessorContext<String, byte[]> context;
    private final KeyValueStore<String, NumberEntry> numbers;
    private final CoolingOffIndex coolingOff;
    private final PendingClaims pending;
    private final RecordCodec codec;

    OutcomeWriter(
            ProcessorContext<String, byte[]> context,
            KeyValueStore<String, NumberEntry> numbers,
            CoolingOffIndex coolingOff,
            PendingClaims pending,
            RecordCodec codec) {
        this.context = context;
        this.numbers = numbers;
        this.coolingOff = coolingOff;
        this.pending = pending;
        this.codec = codec;
    }

    /** Returns the outcome as it was sent. */
    byte[] write(Outcome outcome, Envelope request, Instant at) {
        return outcome instanceof StateChange change
                ? write(change, at)
                : write((Rejection) outcome, request.channel(), at);
    }

    byte[] write(StateChange change, Instant at) {
        byte[] encoded = codec.encode(change);
        numbers.put(change.phoneNumber(), NumberEntry.after(change));
        index(change);
        forward(change.phoneNumber(), encoded, at, RingfenceTopology.STATE_CHANGES_SINK);
        forward(change.siteId(), encoded, at, RingfenceTopology.SITE_EVENTS_SINK);
        return encoded;
    }

    /** What was refused to an order is for the owner of its site alone: it picks another number. */
    private byte[] write(Rejection rejection, Channel channel, Instant at) {
        byte[] encoded = codec.encode(rejection);
        switch (channel) {
            case ACTIONS, PROVISIONING ->
                forward(rejection.phoneNumber(), encoded, at, RingfenceTopology.REJECTIONS_SINK);
            case ORDERS -> forward(rejection.siteId(), encoded, at, RingfenceTopology.SITE_EVENTS_SINK);
        }
        return encoded;
    }

    /** Nothing is decided yet: the number shows what it waits for, and its site is asked. */
    void write(MainNumberClaim claim, Envelope request, Instant at) {
        PhoneNumber number = claim.number();
        numbers.put(
                number.phoneNumber(), NumberEntry.idle(number.version(), number).during(claim, request));
        pending.add(number.phoneNumber());
        tell(claim, at);
    }

    /** What the number's pending request came to. Returns the outcome as it was sent. */
    byte[] settle(NumberEntry entry, Outcome outcome, Instant at) {
        pending.remove(outcome.phoneNumber());
        byte[] encoded = write(outcome, entry.pending(), at);
        if (outcome instanceof Rejection) {
            abandon(entry.withoutPending(), at);
        }
        return encoded;
    }

    /** The number is again what it was before the request that came to nothing. */
    private void abandon(NumberEntry entry, Instant at) {
        numbers.put(entry.number().phoneNumber(), entry);
        tell(entry.number(), at);
    }

    /** Tells the site how a number stands of which nothing is being decided. */
    void tell(PhoneNumber number, Instant at) {
        forward(number.siteId(), codec.encode(new ChangeAbandoned(number)), at, RingfenceTopology.SITE_EVENTS_SINK);
    }

    /** Asks the site. */
    void tell(MainNumberClaim claim, Instant at) {
        forward(claim.number().siteId(), codec.encode(claim), at, RingfenceTopology.SITE_EVENTS_SINK);
    }

    /** Tells the site of an outcome that it was sent before. */
    void tellAgain(byte[] outcome, String siteId, Instant at) {
        forward(siteId, outcome, at, RingfenceTopology.SITE_EVENTS_SINK);
    }

    private void index(StateChange change) {
        LocalDate before = coolingOffDate(change.before());
        LocalDate after = coolingOffDate(change.after());
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null) {
            coolingOff.remove(before, change.phoneNumber());
        }
        if (after != null) {
            coolingOff.add(after, change.phoneNumber());
        }
    }

    private static LocalDate coolingOffDate(PhoneNumber number) {
        return number == null ? null : number.coolingOffDate();
    }

    private void forward(String key, byte[] value, Instant at, String sink) {
        context.forward(new Record<>(key, value, at.toEpochMilli()), sink);
    }
}
