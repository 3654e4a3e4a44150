package io.ringfence.topology;

import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.SiteView;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** A site as the stores have it. */
record StoredSite(
        String siteId,
        ReadOnlyKeyValueStore<String, PhoneNumber> siteNumbers,
        ReadOnlyKeyValueStore<String, String> mainNumbers,
        ReadOnlyKeyValueStore<String, String> picks)
        implements SiteView {

    @Override
    public Stream<PhoneNumber> numbers() {
        KeyValueIterator<String, PhoneNumber> found =
                siteNumbers.prefixScan(SiteKey.prefix(siteId), new StringSerializer());
        Spliterator<KeyValue<String, PhoneNumber>> entries =
                Spliterators.spliteratorUnknownSize(found, Spliterator.ORDERED);
        return StreamSupport.stream(entries, false).map(entry -> entry.value).onClose(found::close);
    }

    @Override
    public Optional<PhoneNumber> number(String phoneNumber) {
        return Optional.ofNullable(siteNumbers.get(SiteKey.number(siteId, phoneNumber)));
    }

    @Override
    public Optional<String> mainNumberOf(Party party) {
        return Optional.ofNullable(mainNumbers.get(SiteKey.party(siteId, party)));
    }

    @Override
    public boolean isPicked(String phoneNumber) {
        return picks.get(SiteKey.number(siteId, phoneNumber)) != null;
    }
}
