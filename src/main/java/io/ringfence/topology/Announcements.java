package io.ringfence.topology;

import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.PartyServices;
import java.time.Instant;
import java.util.OptionalInt;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Tells the owners of all numbers of the parties that are limited. Once more when the task starts, where not all have taken
 * note: what was said may have been lost, and what is taken note of twice does no harm.
 */
final class Announcements {
    private final ProcessorContext<String, byte[]> context;
    private final RecordCodec codec;
    private final Turns again;

    /**
     * @param services what is known of parties, by their keys
     */
    Announcements(
            ProcessorContext<String, byte[]> context,
            RecordCodec codec,
            ReadOnlyKeyValueStore<String, PartyServices> services) {
        this.context = context;
        this.codec = codec;
        again = new Turns(context, () -> true, (party, now) -> announce(services.get(party), now));
    }

    void announceAgain(PartyServices known) {
        again.due(SiteKey.party(known.siteId(), known.party()));
    }

    void announce(PartyServices known, Instant now) {
        LimitedParty limited = new LimitedParty(known.siteId(), known.party(), OptionalInt.empty());
        context.forward(
                new Record<>(known.siteId(), codec.encode(limited), now.toEpochMilli()),
                RingfenceTopology.LIMITED_PARTIES_SINK);
    }
}
