package io.ringfence.directory;

import io.ringfence.domain.Site;
import io.ringfence.global.GlobalStreams;
import io.ringfence.query.NotQueryableException;
import io.ringfence.topology.RecordCodec;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

    /** A page asks for its site with each row, and a site may have occupiers by the hundred. */
    private final Map<Bytes, Decoded> decoded = new ConcurrentHashMap<>();

    LocalDirectory(@Named("directory") GlobalStreams streams, RecordCodec codec) {
        this.streams = streams;
        this.codec = codec;
    }

    /** What a site's bytes say. */
    private record Decoded(byte[] bytes, Site site) {}

    @Override
    public Optional<Site> site(String siteId) {
        Bytes key = SiteEntering.key(siteId);
        return ask(store -> decoded(key, store.get(key))).flatMap(Function.identity());
    }

    /** Bytes that are ASCII sort as their texts. */
    @Override
    public List<Site> sites() {
        return ask(this::all).orElseGet(List::of);
    }

    private List<Site> all(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        List<Site> all = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> sites = store.all()) {
            sites.forEachRemaining(site -> decoded(site.key, site.value).ifPresent(all::add));
        }
        return all;
    }

    /** Decoded once for as long as it stays as it is; nothing is kept of what is there no more. */
    private Optional<Site> decoded(Bytes key, byte[] bytes) {
        if (bytes == null) {
            decoded.remove(key);
            return Optional.empty();
        }
        return Optional.of(decoded.compute(
                        key,
                        (any, known) -> known != null && Arrays.equals(known.bytes(), bytes)
                                ? known
                                : new Decoded(bytes, codec.knownSite(bytes)))
                .site());
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
