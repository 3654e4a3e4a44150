package io.ringfence.history;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.topology.RecordCodec;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The numbers of a site as they were at a moment, ordered by number. Read while it is iterated. */
final class Retrospect implements Iterator<PhoneNumber>, AutoCloseable {
    private final SkippingIterator changes;
    private final RecordCodec codec;
    private final String siteId;
    private final Instant moment;
    private PhoneNumber next;

    /**
     * @param after numbers up to and including this one are left out; empty leaves none out
     */
    Retrospect(
            ReadOnlyKeyValueStore<Bytes, byte[]> store,
            RecordCodec codec,
            String siteId,
            Instant moment,
            String after) {
        this.changes = new SkippingIterator(store, HistoryKey.after(siteId, after), HistoryKey.after(siteId));
        this.codec = codec;
        this.siteId = siteId;
        this.moment = moment;
        advance();
    }

    private void advance() {
        next = null;
        while (next == null && changes.hasNext()) {
            String phoneNumber = HistoryKey.phoneNumber(changes.peekNextKey());
            changes.skipTo(HistoryKey.asOf(siteId, phoneNumber, moment));
            if (changes.hasNext()
                    && HistoryKey.phoneNumber(changes.peekNextKey()).equals(phoneNumber)) {
                next = ((StateChange) codec.decode(changes.next())).after();
                changes.skipTo(HistoryKey.after(siteId, phoneNumber));
            }
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public PhoneNumber next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        PhoneNumber number = next;
        advance();
        return number;
    }

    @Override
    public void close() {
        changes.close();
    }
}
