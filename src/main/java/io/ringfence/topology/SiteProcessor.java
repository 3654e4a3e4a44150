package io.ringfence.topology;

import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.ClaimAnswer;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.SiteEvent;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServices;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Knows all numbers of the sites of one partition, and decides what one number alone cannot. */
final class SiteProcessor extends ContextualProcessor<String, SiteEvent, String, byte[]> {
    private final VoiceServices voiceServices;
    private final RecordCodec codec;

    private SiteListing listing;
    private MainNumbers mainNumbers;
    private OrderBook orders;

    SiteProcessor(VoiceServices voiceServices, RecordCodec codec) {
        this.voiceServices = voiceServices;
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        KeyValueStore<String, PhoneNumber> siteNumbers = context.getStateStore(StoreNames.SITE_NUMBERS);
        KeyValueStore<String, String> holders = context.getStateStore(StoreNames.MAIN_NUMBERS);
        KeyValueStore<String, String> picks = context.getStateStore(StoreNames.PICKS);
        listing = new SiteListing(siteNumbers, context.getStateStore(StoreNames.SITES));
        mainNumbers = new MainNumbers(holders);
        orders = new OrderBook(
                voiceServices,
                listing::isKnown,
                siteId -> new StoredSite(siteId, siteNumbers, holders, picks),
                context,
                codec);
        orders.start();
    }

    @Override
    public void process(Record<String, SiteEvent> received) {
        Instant now = Instant.ofEpochMilli(received.timestamp());
        if (received.value() instanceof VoiceServiceOrder order) {
            orders.receive(order.withKey(received.key()), offset(), now);
        } else {
            NumberEvent event = (NumberEvent) received.value();
            follow(event, now);
            orders.follow(event, received.key(), now);
        }
    }

    private void follow(NumberEvent event, Instant now) {
        if (event instanceof StateChange change) {
            if (listing.follow(change)) {
                mainNumbers.follow(change);
            }
        } else if (event instanceof MainNumberClaim claim) {
            listing.show(claim.number());
            answer(claim, now);
        } else if (event instanceof ChangeAbandoned abandoned) {
            take(abandoned.number());
        } else if (event instanceof Rejection rejection) {
            Optional.ofNullable(rejection.current())
                    .filter(number -> number.changeInProgress() == null && listing.isBehind(number))
                    .ifPresent(this::take);
        }
    }

    /** Takes the number for what it is, also where that cannot come of what was heard of it. */
    private void take(PhoneNumber number) {
        listing.show(number);
        mainNumbers.take(number);
    }

    private void answer(MainNumberClaim claim, Instant now) {
        ClaimAnswer answer = mainNumbers.answer(claim);
        context()
                .forward(
                        new Record<>(answer.phoneNumber(), codec.encode(answer), now.toEpochMilli()),
                        RingfenceTopology.CLAIM_ANSWERS_SINK);
    }

    private long offset() {
        return context().recordMetadata().map(RecordMetadata::offset).orElseThrow();
    }
}
