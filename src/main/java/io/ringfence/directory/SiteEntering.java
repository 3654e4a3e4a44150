package io.ringfence.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.domain.Party;
import io.ringfence.domain.Site;
import io.ringfence.domain.WellFormed;
import io.ringfence.topology.Faults;
import io.ringfence.topology.RecordCodec;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enters what is published of a site, as it was received. What is of no use is left out, and the one before it stays. */
final class SiteEntering extends ContextualProcessor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(SiteEntering.class);

    private final RecordCodec codec;
    private KeyValueStore<Bytes, byte[]> store;

    SiteEntering(RecordCodec codec) {
        this.codec = codec;
    }

    /** Where a site is in the store. */
    static Bytes key(String siteId) {
        return Bytes.wrap(siteId.getBytes(US_ASCII));
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        store = context.getStateStore(DirectoryTopology.STORE);
    }

    /** Whoever else may write the topic must not be able to end the directory. */
    @Override
    public void process(Record<byte[], byte[]> received) {
        try {
            enter(received.key(), received.value());
        } catch (RuntimeException fault) {
            if (Faults.isOfSurroundings(fault)) {
                throw fault;
            }
            RecordMetadata at = context().recordMetadata().orElseThrow();
            LOG.warn(
                    "Left out of the directory: {}-{}@{}: {}",
                    at.topic(),
                    at.partition(),
                    at.offset(),
                    fault.toString());
        }
    }

    private void enter(byte[] key, byte[] value) {
        String siteId = siteId(key);
        if (value != null) {
            check(siteId, codec.publishedSite(value));
        }
        store.put(key(siteId), value);
    }

    private static String siteId(byte[] key) {
        if (key == null) {
            throw new SerializationException("No key.");
        }
        String siteId = new String(key, UTF_8);
        if (!WellFormed.isSiteId(siteId)) {
            throw new SerializationException("The key can be the id of no site.");
        }
        return siteId;
    }

    private static void check(String siteId, Site site) {
        if (!siteId.equals(site.siteId())) {
            throw new SerializationException("siteId differs from the record's key.");
        }
        // Which a schema of the sender's own may leave out.
        if (Stream.concat(Stream.ofNullable(site.operator()), site.occupiers().stream())
                .map(Party::id)
                .anyMatch(id -> id == null)) {
            throw new SerializationException("A party has no id.");
        }
    }
}
