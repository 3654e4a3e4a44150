package io.ringfence.query;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.topology.SiteKey;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The rows of a site. */
record StoredRows(String siteId, ReadOnlyKeyValueStore<String, PhoneNumber> numbers) implements CompactSite.Source {
    @Override
    public PhoneNumber row(String phoneNumber) {
        return numbers.get(SiteKey.number(siteId, phoneNumber));
    }

    @Override
    public CompactSite.Closing all() {
        KeyValueIterator<String, PhoneNumber> found =
                numbers.prefixScan(SiteKey.prefix(siteId), new StringSerializer());
        return new CompactSite.Closing() {
            @Override
            public boolean hasNext() {
                return found.hasNext();
            }

            @Override
            public PhoneNumber next() {
                return found.next().value;
            }

            @Override
            public void close() {
                found.close();
            }
        };
    }
}
