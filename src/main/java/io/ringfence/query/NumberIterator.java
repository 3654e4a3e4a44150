package io.ringfence.query;

import io.ringfence.domain.PhoneNumber;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The numbers of entries. */
record NumberIterator(KeyValueIterator<String, PhoneNumber> entries) implements CompactSite.Closing {
    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    public PhoneNumber next() {
        return entries.next().value;
    }

    @Override
    public void close() {
        entries.close();
    }
}
