package io.ringfence.history;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The changes of a number at all sites that it has been at, from the highest version down. */
final class Lives implements AutoCloseable {
    private final List<KeyValueIterator<Bytes, byte[]>> bySite;

    Lives(ReadOnlyKeyValueStore<Bytes, byte[]> store, List<String> sites, String phoneNumber) {
        bySite = sites.stream()
                .map(site -> store.range(HistoryKey.of(site, phoneNumber), HistoryKey.after(site, phoneNumber)))
                .toList();
    }

    /** Leaves out the version and those above it. */
    void skipTo(long version) {
        bySite.forEach(changes -> {
            while (changes.hasNext() && HistoryKey.version(changes.peekNextKey()) >= version) {
                changes.next();
            }
        });
    }

    boolean hasNext() {
        return highest().isPresent();
    }

    byte[] next() {
        return highest().orElseThrow().next().value;
    }

    private Optional<KeyValueIterator<Bytes, byte[]>> highest() {
        return bySite.stream()
                .filter(KeyValueIterator::hasNext)
                .max(Comparator.comparingLong(changes -> HistoryKey.version(changes.peekNextKey())));
    }

    @Override
    public void close() {
        bySite.forEach(KeyValueIterator::close);
    }
}
