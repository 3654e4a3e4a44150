package io.ringfence.directory;

import io.ringfence.domain.Site;
import io.ringfence.global.GlobalStreams;
import io.ringfence.query.NotQueryableException;
import io.ringfence.topology.RecordCodec;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The directory that this instance holds, as every other does. */
@Singleton
final class LocalDirectory implements Directory {
    private final GlobalStreams streams;
    private final RecordCodec codec;

    LocalDirectory(@Named("directory") GlobalStreams streams, RecordCodec codec) {
        this.streams = streams;
        this.codec = codec;
    }

    @Override
    public Optional<Site> site(String siteId) {
        return ask(store -> Optional.ofNullable(store.get(SiteEntering.key(siteId))))
                .flatMap(Function.identity())
                .map(codec::knownSite);
    }

    /** Bytes that are ASCII sort as their texts. */
    @Override
    public List<Site> sites() {
        return ask(LocalDirectory::all).orElseGet(List::of).stream()
                .map(codec::knownSite)
                .toList();
    }

    private static List<byte[]> all(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        List<byte[]> all = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> sites = store.all()) {
            sites.forEachRemaining(site -> all.add(site.value));
        }
        return all;
    }

    /** Empty while the store is not there; it may be closed while it is read, too. */
    private <R> Optional<R> ask(Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> question) {
        try {
            return Optional.of(question.apply(streams.store(DirectoryTopology.STORE)));
        } catch (NotQueryableException | InvalidStateStoreException e) {
            return Optional.empty();
        }
    }
}
