package io.ringfence.query;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.topology.SiteKey;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The rows of a site. */
record StoredRows(String siteId, ReadOnlyKeyValueStore<String, PhoneNumber> numbers) implements CompactSite.Source {
    @Override
    public PhoneNumber row(String phoneNumber) {
        return numbers.get(SiteKey.number(siteId, phoneNumber));
    }

    @Override
    public CompactSite.Closing all() {
        return new NumberIterator(numbers.prefixScan(SiteKey.prefix(siteId), new StringSerializer()));
    }
}
