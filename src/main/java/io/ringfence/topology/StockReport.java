package io.ringfence.topology;

import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.StockPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Tells the world of the stock of sites, where it is another than was told last. */
final class StockReport {
    /** Longer than a commit takes: of a thousand changes, what they come to is told. */
    static final Duration TICK = Duration.ofSeconds(1);

    /** What was told last of each site, as it was published. */
    private static final String TOLD = "T";

    private final ProcessorContext<String, byte[]> context;
    private final RecordCodec codec;
    private final Optional<StockPolicy> policy;
    private final StockBuild build;
    private final KeyValueStore<String, SiteCounts> sites;
    private final ReturnDates dates;
    private final KeyValueStore<String, byte[]> store;
    private final Turns turns;

    /**
     * @param policy empty where nobody is told
     * @param store the one of {@link SiteIndex}: one of its own would be one more to be kept open, and unknown to workers of
     *     the release before, one of which may be who has to see to the changelogs
     */
    StockReport(
            ProcessorContext<String, byte[]> context,
            RecordCodec codec,
            Optional<StockPolicy> policy,
            StockBuild build,
            KeyValueStore<String, SiteCounts> sites,
            ReturnDates dates,
            KeyValueStore<String, byte[]> store) {
        this.context = context;
        this.codec = codec;
        this.policy = policy;
        this.build = build;
        this.sites = sites;
        this.dates = dates;
        this.store = store;
        turns = new Turns(context, TICK, () -> true, this::tell);
    }

    /** Looks at all sites: what was due when the task was lost is known nowhere, and the policy may be another. */
    void takeUp() {
        try (KeyValueIterator<String, SiteCounts> all = sites.all()) {
            all.forEachRemaining(site -> due(site.key));
        }
    }

    /** Something of a site may be otherwise. Before all is counted that means nothing: then all sites are looked at. */
    void due(String siteId) {
        if (policy.isPresent() && build.isReady()) {
            turns.due(siteId);
        }
    }

    private void tell(String siteId, Instant now) {
        Optional.ofNullable(sites.get(siteId))
                .flatMap(counts -> policy.map(low -> SiteStock.of(siteId, counts, low, dates.next(siteId))))
                .map(codec::encode)
                .filter(stock -> !Arrays.equals(stock, store.get(TOLD + siteId)))
                .ifPresent(stock -> {
                    store.put(TOLD + siteId, stock);
                    context.forward(new Record<>(siteId, stock, now.toEpochMilli()), RingfenceTopology.SITE_STOCK_SINK);
                    // Commits may be set to come more rarely, and stalls bring ticks together: none is to have two of a
                    // site.
                    context.commit();
                });
    }
}
