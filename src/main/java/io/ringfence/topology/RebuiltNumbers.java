package io.ringfence.topology;

import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Has the numbers of a partition follow the outcomes that were once written of them, and tells their sites. One version after
 * the other, whatever order they come in: where an estate was moved to more partitions, the changes of a number lie on two.
 *
 * <p>The changes of two numbers come in any order. So once all are here their sites are told how each number stands, for a
 * main number that was given up and one that came after it may have been heard of the other way around.
 */
final class RebuiltNumbers implements Processor<String, byte[], String, byte[]> {
    /** Of each task; a thread has several. */
    private static final long MAX_TICK_NANOS = Duration.ofMillis(10).toNanos();

    private final DedupeStore.Window window;
    private final RecordCodec codec;
    private final RebuildProgress progress;
    private final StoreWalk walk = new StoreWalk(null);

    private KeyValueStore<String, NumberEntry> numbers;
    private KeyValueStore<Bytes, byte[]> early;
    private CoolingOffIndex coolingOff;
    private PendingChanges pending;
    private RequestMemory memory;
    private ProcessorContext<String, byte[]> context;
    private Cancellable telling;

    RebuiltNumbers(DedupeStore.Window window, RecordCodec codec, RebuildProgress progress) {
        this.window = window;
        this.codec = codec;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> newContext) {
        context = newContext;
        numbers = StateStores.NUMBERS.in(context);
        early = RebuildTopology.EARLY_CHANGES.in(context);
        coolingOff = new CoolingOffIndex(StateStores.COOLING_OFF.in(context));
        pending = new PendingChanges(StateStores.PENDING_CHANGES.in(context), Proceedings.UNHEARD.numbers());
        memory = new RequestMemory(context.getStateStore(StateStores.REQUESTS), window);
        telling = context.schedule(Turns.TICK, PunctuationType.WALL_CLOCK_TIME, this::tell);
    }

    @Override
    public void process(Record<String, byte[]> retained) {
        ReceivedEvent received = codec.siteEvent(retained.value());
        if (!received.known()) {
            throw new SerializationException(
                    "A newer release has written what this one knows but in part: rebuild with that one.");
        }
        Outcome outcome = (Outcome) received.event();
        Instant at = Instant.ofEpochMilli(retained.timestamp());
        memory.rebuild(outcome, retained.value(), at, Instant.ofEpochMilli(context.currentSystemTimeMs()));
        if (outcome instanceof StateChange change) {
            follow(change, retained.value(), at);
        }
    }

    private void follow(StateChange change, byte[] encoded, Instant at) {
        NumberEntry entry = entry(change.phoneNumber());
        if (change.version() > entry.version() + 1) {
            early.put(key(change.phoneNumber(), change.version()), encoded);
        } else if (change.version() == entry.version() + 1) {
            make(change, entry, encoded, at);
            StateChange last = change;
            for (byte[] next = next(last); next != null; next = next(last)) {
                NumberEntry before = NumberEntry.after(last);
                last = (StateChange) codec.decode(next);
                make(last, before, next, at);
            }
        } else if (change.version() == entry.version()
                && !NumberEntry.after(change).equals(entry)) {
            throw contradicted(change);
        }
    }

    private NumberEntry entry(String number) {
        NumberEntry entry = numbers.get(number);
        return entry == null ? NumberEntry.UNSEEN : entry;
    }

    /** Brought here by who does not tell, a change may be one that was never committed. */
    private static KafkaException contradicted(StateChange change) {
        return new KafkaException(
                "Version %d of %s does not follow from what is there before it: whoever brought %s here read what was not committed (isolation.level=read_committed)."
                        .formatted(change.version(), change.phoneNumber(), Topics.STATE_CHANGES.name()));
    }

    /** The one after it, where that came early; null where it did not. */
    private byte[] next(StateChange change) {
        return early.delete(key(change.phoneNumber(), change.version() + 1));
    }

    private void make(StateChange change, NumberEntry before, byte[] encoded, Instant at) {
        if (!Objects.equals(change.before(), before.number())) {
            throw contradicted(change);
        }
        numbers.put(change.phoneNumber(), NumberEntry.after(change));
        coolingOff.follow(change);
        context.forward(new Record<>(change.siteId(), encoded, at.toEpochMilli()));
    }

    private void tell(long now) {
        if (progress.isTaken()
                && walk.isThrough(
                        from -> numbers.range(from, null),
                        entry -> tell(entry.value.number(), now),
                        System.nanoTime() + MAX_TICK_NANOS)) {
            telling.cancel();
            // Nothing is in progress, and no worker need look for it.
            pending.complete();
            progress.told(context.taskId().partition());
        }
    }

    private void tell(PhoneNumber number, long now) {
        if (number != null) {
            context.forward(new Record<>(number.siteId(), codec.encode(new ChangeAbandoned(number)), now));
        }
    }

    /** See {@link RebuildTopology#gap}. */
    static Optional<String> gap(ReadOnlyKeyValueStore<Bytes, byte[]> early) {
        try (KeyValueIterator<Bytes, byte[]> all = early.all()) {
            return all.hasNext() ? Optional.of(text(all.next().key)) : Optional.empty();
        }
    }

    private static Bytes key(String number, long version) {
        byte[] text = number.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(text.length + Long.BYTES)
                .put(text)
                .putLong(version)
                .array());
    }

    private static String text(Bytes key) {
        int length = key.get().length - Long.BYTES;
        return "%s before version %d"
                .formatted(
                        new String(key.get(), 0, length, StandardCharsets.UTF_8),
                        ByteBuffer.wrap(key.get()).getLong(length));
    }
}
