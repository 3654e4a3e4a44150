package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.SiteCounts;
import io.ringfence.support.streams.Topologies;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a report asks of the task: ticks only while there is something to look at, and a commit for what it tells. */
class StockReportTest {
    private static final String SITE = "london-1";

    private final MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
    private final AvroSerde avro = new AvroSerde(new InMemoryRegistry());
    private final KeyValueStore<String, SiteCounts> sites =
            store("sites", StateStores.SITES.values().apply(avro));
    private final KeyValueStore<String, byte[]> index = store("index", Serdes.ByteArray());
    private StockReport report;

    @BeforeEach
    void start() {
        ReturnDates dates = new ReturnDates(index);
        KeyValueStore<String, PhoneNumber> numbers =
                store("numbers", StateStores.SITE_NUMBERS.values().apply(avro));
        StockBuild build = new StockBuild(dates, index, sites, numbers, store("positions", Position.serde()));
        report = new StockReport(
                context, new RecordCodec(avro), Optional.of(Topologies.STOCK), build, sites, dates, index);
        sites.put(SITE, new SiteCounts(Map.of("ACTIVE", 1L), 0, 0));
    }

    @Test
    void nothingTicksWhileNothingIsDue() {
        assertThat(context.scheduledPunctuators()).isEmpty();

        report.due(SITE);
        report.due(SITE);
        CapturedPunctuator tick = onlyTick();
        assertThat(tick.getInterval()).isEqualTo(StockReport.TICK);
        tick.getPunctuator().punctuate(0);

        assertThat(context.forwarded()).hasSize(1);
        assertThat(tick.cancelled()).isTrue();
    }

    @Test
    void whatIsToldIsCommittedBeforeMoreIs() {
        report.due(SITE);
        onlyTick().getPunctuator().punctuate(0);
        assertThat(context.committed()).isTrue();

        context.resetCommit();
        report.due(SITE);
        context.scheduledPunctuators().get(1).getPunctuator().punctuate(0);
        assertThat(context.committed()).as("for nothing").isFalse();
    }

    /** The first that was heard of it was its end. */
    @Test
    void siteThatNeverHadANumberIsNotToldOf() {
        report.due("oslo");
        onlyTick().getPunctuator().punctuate(0);

        assertThat(context.forwarded()).isEmpty();
    }

    private CapturedPunctuator onlyTick() {
        assertThat(context.scheduledPunctuators()).hasSize(1);
        return context.scheduledPunctuators().get(0);
    }

    private <V> KeyValueStore<String, V> store(String name, Serde<V> values) {
        KeyValueStore<String, V> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), (StateStore) store);
        return store;
    }
}
