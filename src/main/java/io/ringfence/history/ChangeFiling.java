package io.ringfence.history;

import io.ringfence.domain.Outcome;
import io.ringfence.domain.StateChange;
import io.ringfence.topology.Faults;
import io.ringfence.topology.RecordCodec;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files each change under its site, number and moment, as it was received. However often one comes, it is filed once. */
final class ChangeFiling extends ContextualProcessor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFiling.class);
    private static final byte[] PRESENT = {1};

    private final RecordCodec codec;
    private KeyValueStore<Bytes, byte[]> store;

    ChangeFiling(RecordCodec codec) {
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        store = context.getStateStore(HistoryTopology.STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> received) {
        change(received).ifPresent(change -> file(change, received.value()));
    }

    /** Whoever else may write the topic must not be able to end the history. */
    private Optional<StateChange> change(Record<byte[], byte[]> received) {
        try {
            Outcome outcome = codec.decode(received.value());
            return Optional.of((StateChange) outcome);
        } catch (RuntimeException fault) {
            if (Faults.isOfSurroundings(fault)) {
                throw fault;
            }
            LOG.warn(
                    "Not a state change, and left out of the history: {}: {}",
                    context().recordMetadata().orElseThrow(),
                    fault.toString());
            return Optional.empty();
        }
    }

    private void file(StateChange change, byte[] encoded) {
        String siteId = change.siteId();
        String phoneNumber = change.phoneNumber();
        Optional<Bytes> newest = newest(siteId, phoneNumber);
        if (newest.isEmpty()) {
            store.put(HistoryKey.site(phoneNumber, siteId), PRESENT);
        }
        if (newest.isEmpty() || HistoryKey.version(newest.get()) < change.version()) {
            Instant moment = newest.map(HistoryKey::moment)
                    .filter(change.changedAt()::isBefore)
                    .orElse(change.changedAt());
            store.put(HistoryKey.change(siteId, phoneNumber, moment, change.version()), encoded);
        } else {
            fileBetween(change, encoded);
        }
    }

    /**
     * One that comes again is filed already. One that does not is of before the estate was moved to more partitions, and was
     * read after a later one that lies on another.
     */
    private void fileBetween(StateChange change, byte[] encoded) {
        Instant moment = change.changedAt();
        try (KeyValueIterator<Bytes, byte[]> newestFirst = store.range(
                HistoryKey.of(change.siteId(), change.phoneNumber()),
                HistoryKey.after(change.siteId(), change.phoneNumber()))) {
            while (newestFirst.hasNext()) {
                Bytes filed = newestFirst.next().key;
                if (HistoryKey.version(filed) == change.version()) {
                    return;
                }
                Instant other = HistoryKey.moment(filed);
                boolean isLater = HistoryKey.version(filed) > change.version();
                if (isLater ? other.isBefore(moment) : other.isAfter(moment)) {
                    moment = other;
                }
                if (!isLater) {
                    break;
                }
            }
        }
        store.put(HistoryKey.change(change.siteId(), change.phoneNumber(), moment, change.version()), encoded);
    }

    /** A change holds no earlier than the one before it: the clocks of two brokers differ. */
    private Optional<Bytes> newest(String siteId, String phoneNumber) {
        try (KeyValueIterator<Bytes, byte[]> changes =
                store.range(HistoryKey.of(siteId, phoneNumber), HistoryKey.after(siteId, phoneNumber))) {
            return changes.hasNext() ? Optional.of(changes.peekNextKey()) : Optional.empty();
        }
    }
}
