package io.ringfence.topology;

import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.ClaimAnswer;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.Rules;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServices;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Knows all numbers of the sites of one partition, and decides what one number alone cannot. */
final class SiteProcessor extends ContextualProcessor<String, ReceivedEvent, String, byte[]> {
    private final Rules rules;
    private final Duration orderRetention;
    private final RecordCodec codec;
    private final Rows rows;

    private SiteListing listing;
    private MainNumbers mainNumbers;
    private OrderBook orders;
    private SetAside setAside;

    /**
     * @param orderRetention how long an order is remembered after its outcome
     */
    SiteProcessor(Rules rules, Duration orderRetention, RecordCodec codec, Rows rows) {
        this.rules = rules;
        this.orderRetention = orderRetention;
        this.codec = codec;
        this.rows = rows;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        KeyValueStore<String, PhoneNumber> siteNumbers = StateStores.SITE_NUMBERS.in(context);
        KeyValueStore<String, String> holders = StateStores.MAIN_NUMBERS.in(context);
        KeyValueStore<String, byte[]> indexStore = StateStores.SITE_INDEX.in(context);
        KeyValueStore<String, byte[]> remembered = StateStores.ORDERS.in(context);
        Picks picks = new Picks(StateStores.ORDER_PICKS.in(context), StateStores.PICKS.in(context));
        SiteIndex index = new SiteIndex(indexStore, number -> picks.partyOf(number) != null);
        OrderMemory memory = new OrderMemory(remembered, indexStore, orderRetention);
        IndexBuild build = new IndexBuild(index, memory, indexStore, siteNumbers, remembered);
        listing = new SiteListing(siteNumbers, StateStores.SITES.in(context), build, rows);
        mainNumbers = new MainNumbers(holders);
        orders = new OrderBook(
                new VoiceServices(rules),
                new Sites(rules, listing, build, index, picks, holders),
                memory,
                context,
                codec);
        build.start(context, orders::takeUp);
        memory.start(context);
        orders.start();
        setAside = new SetAside(
                StateStores.SITE_EVENTS_SET_ASIDE.in(context),
                context,
                (number, topic, payload, now) -> carryOut(number, codec.siteEvent(payload), now));
        rows.opened(context.taskId().partition());
    }

    @Override
    public void close() {
        rows.closed(context().taskId().partition());
    }

    @Override
    public void process(Record<String, ReceivedEvent> received) {
        Instant now = Instant.ofEpochMilli(received.timestamp());
        if (received.value().event() instanceof VoiceServiceOrder order) {
            orders.receive(received.key(), order, metadata().offset(), now);
        } else {
            follow(received.key(), received.value(), now);
        }
    }

    /** Shows the number at once, however little is known of it. What waits for an earlier event of the number waits too. */
    private void follow(String siteId, ReceivedEvent received, Instant now) {
        NumberEvent event = (NumberEvent) received.event();
        String number = SiteKey.number(siteId, event.phoneNumber());
        if (!show(event)) {
            hearAgain(number, received, now);
        } else if (setAside.has(number) || !carryOut(number, received, now)) {
            setAside.add(number, metadata(), received.payload());
        }
    }

    /** Returns whether the event is news. */
    private boolean show(NumberEvent event) {
        if (event instanceof StateChange change) {
            return listing.follow(change);
        } else if (event instanceof MainNumberClaim claim) {
            return listing.show(claim.number());
        } else if (event instanceof ChangeAbandoned abandoned) {
            return listing.show(abandoned.number());
        } else if (event instanceof Rejection rejection) {
            Optional.ofNullable(rejection.current())
                    .filter(number -> number.changeInProgress() == null && listing.isBehind(number))
                    .ifPresent(number -> {
                        listing.show(number);
                        mainNumbers.take(number);
                    });
        }
        return true;
    }

    /** An order may not have heard what the listing has. */
    private void hearAgain(String number, ReceivedEvent received, Instant now) {
        if (received.known() && orders.canFollow(number)) {
            orders.follow((NumberEvent) received.event(), SiteKey.siteId(number), now);
        }
    }

    /** Returns whether it did: nothing follows from what is known but in part, or concerns an order that is. */
    private boolean carryOut(String number, ReceivedEvent received, Instant now) {
        if (!received.known() || !orders.canFollow(number)) {
            return false;
        }
        NumberEvent event = (NumberEvent) received.event();
        if (event instanceof StateChange change) {
            mainNumbers.follow(change);
        } else if (event instanceof MainNumberClaim claim) {
            answer(claim, now);
        } else if (event instanceof ChangeAbandoned abandoned) {
            mainNumbers.take(abandoned.number());
        }
        orders.follow(event, SiteKey.siteId(number), now);
        return true;
    }

    private void answer(MainNumberClaim claim, Instant now) {
        ClaimAnswer answer = mainNumbers.answer(claim);
        context()
                .forward(
                        new Record<>(answer.phoneNumber(), codec.encode(answer), now.toEpochMilli()),
                        RingfenceTopology.CLAIM_ANSWERS_SINK);
    }

    private RecordMetadata metadata() {
        return context().recordMetadata().orElseThrow();
    }
}
