package io.ringfence.topology;

import io.ringfence.domain.Answer;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.PartyServices;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.Rules;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.SiteEvent;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.StockPolicy;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServices;
import io.ringfence.trace.Trace;
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
    private final Partitions partitions;
    private final Optional<StockPolicy> stockPolicy;
    private final RecordCodec codec;
    private final Rows rows;
    private final Proceedings proceedings;

    private StockBuild stock;
    private SiteListing listing;
    private Grants grants;
    private Entitlements entitlements;
    private Announcements announcements;
    private OrderBook orders;
    private SetAside setAside;
    private Proceedings.OfSites open;

    /**
     * @param orderRetention how long an order is remembered after its outcome
     * @param stockPolicy empty where nobody is told of the stock of sites
     */
    SiteProcessor(
            Rules rules,
            Duration orderRetention,
            Optional<StockPolicy> stockPolicy,
            Partitions partitions,
            RecordCodec codec,
            Rows rows,
            Proceedings proceedings) {
        this.rules = rules;
        this.orderRetention = orderRetention;
        this.stockPolicy = stockPolicy;
        this.partitions = partitions;
        this.codec = codec;
        this.rows = rows;
        this.proceedings = proceedings;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        KeyValueStore<String, PhoneNumber> siteNumbers = StateStores.SITE_NUMBERS.in(context);
        KeyValueStore<String, byte[]> indexStore = StateStores.SITE_INDEX.in(context);
        KeyValueStore<String, byte[]> remembered = StateStores.ORDERS.in(context);
        Picks picks = new Picks(StateStores.ORDER_PICKS.in(context), StateStores.PICKS.in(context));
        SiteIndex index = new SiteIndex(indexStore, number -> picks.partyOf(number) != null);
        OrderMemory memory = new OrderMemory(remembered, indexStore, orderRetention);
        IndexBuild build = new IndexBuild(index, memory, indexStore, siteNumbers, remembered);
        KeyValueStore<String, SiteCounts> sites = StateStores.SITES.in(context);
        ReturnDates dates = new ReturnDates(indexStore);
        stock = new StockBuild(dates, indexStore, sites, siteNumbers, StateStores.SITE_POSITIONS.in(context));
        StockReport report = new StockReport(context, codec, stockPolicy, stock, sites, dates, indexStore);
        open = proceedings.sites();
        listing = new SiteListing(siteNumbers, sites, build, stock, report, rows, open);
        KeyValueStore<String, PartyServices> services = StateStores.ENTITLEMENTS.in(context);
        entitlements = new Entitlements(services, StateStores.GRANTED_SERVICES.in(context), partitions);
        announcements = new Announcements(context, codec, services);
        entitlements.eachUnannounced(announcements::announceAgain);
        KeyValueStore<String, String> holders = StateStores.MAIN_NUMBERS.in(context);
        KnownParties parties = new KnownParties(holders, services, indexStore);
        grants = new Grants(new MainNumbers(holders), entitlements, parties);
        orders = new OrderBook(
                new VoiceServices(rules),
                new Sites(rules, listing, build, index, picks, parties),
                memory,
                new OrderTraces(indexStore),
                context,
                codec,
                proceedings,
                open);
        listing.start();
        build.start(context, orders::takeUp);
        stock.start(context, build::isReady, report::takeUp);
        memory.start(context);
        orders.start();
        setAside = new SetAside(
                StateStores.SITE_EVENTS_SET_ASIDE.in(context),
                context,
                (key, topic, payload, now) -> takeUp(key, codec.siteEvent(payload), now));
        rows.opened(context.taskId().partition());
    }

    @Override
    public void close() {
        open.close();
        rows.closed(context().taskId().partition());
    }

    @Override
    public void process(Record<String, ReceivedEvent> received) {
        Instant now = Instant.ofEpochMilli(received.timestamp());
        Trace trace = Trace.of(received.headers());
        stock.begin();
        SiteEvent event = received.value().event();
        if (event instanceof VoiceServiceOrder order) {
            orders.receive(received.key(), order, metadata().offset(), trace, now);
        } else if (event instanceof NumberEvent number) {
            follow(received.key(), number, received.value(), trace, now);
        } else {
            take(received.value(), now);
        }
    }

    /** What is said of a party: what of it is known but in part waits for the release that knows more. */
    private void take(ReceivedEvent received, Instant now) {
        String key = party(received.event());
        if (setAside.has(key) || !carryOut(received, now)) {
            setAside.add(key, metadata(), received.payload());
        }
    }

    private static String party(SiteEvent event) {
        return event instanceof EntitlementChange change
                ? SiteKey.party(change.siteId(), change.party())
                : SiteKey.party(((LimitedParty) event).siteId(), ((LimitedParty) event).party());
    }

    private boolean takeUp(String key, ReceivedEvent received, Instant now) {
        return received.event() instanceof NumberEvent
                ? carryOut(key, received, Trace.NONE, now)
                : carryOut(received, now);
    }

    private boolean carryOut(ReceivedEvent received, Instant now) {
        if (!received.known()) {
            return false;
        }
        if (received.event() instanceof LimitedParty limited) {
            entitlements.acknowledged(limited);
        } else {
            EntitlementChange change = (EntitlementChange) received.event();
            if (entitlements.follow(change)) {
                announcements.announce(entitlements.of(change.siteId(), change.party()), now);
            }
        }
        return true;
    }

    /** Shows the number at once, however little is known of it. What waits for an earlier event of the number waits too. */
    private void follow(String siteId, NumberEvent event, ReceivedEvent received, Trace trace, Instant now) {
        String number = SiteKey.number(siteId, event.phoneNumber());
        if (!show(event)) {
            hearAgain(number, received, now);
        } else if (setAside.has(number) || !carryOut(number, received, trace, now)) {
            setAside.add(number, metadata(), received.payload());
        }
    }

    /** Returns whether the event is news. */
    private boolean show(NumberEvent event) {
        if (event instanceof StateChange change) {
            return listing.follow(change);
        } else if (event instanceof PendingChange change) {
            return listing.show(change.number());
        } else if (event instanceof ChangeAbandoned abandoned) {
            return listing.show(abandoned.number());
        } else if (event instanceof Rejection rejection) {
            Optional.ofNullable(rejection.current())
                    .filter(number -> number.changeInProgress() == null && listing.isBehind(number))
                    .ifPresent(number -> {
                        listing.show(number);
                        grants.take(number);
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
    private boolean carryOut(String number, ReceivedEvent received, Trace trace, Instant now) {
        if (!received.known() || !orders.canFollow(number)) {
            return false;
        }
        NumberEvent event = (NumberEvent) received.event();
        if (event instanceof StateChange change) {
            grants.follow(change);
        } else if (event instanceof PendingChange pending) {
            grants.answer(pending).ifPresent(answer -> send(answer, trace, now));
        } else if (event instanceof ChangeAbandoned abandoned) {
            grants.take(abandoned.number());
        }
        orders.follow(event, SiteKey.siteId(number), now);
        return true;
    }

    private void send(Answer answer, Trace trace, Instant now) {
        context()
                .forward(
                        new Record<>(answer.phoneNumber(), codec.encode(answer), now.toEpochMilli(), trace.headers()),
                        RingfenceTopology.CLAIM_ANSWERS_SINK);
    }

    private RecordMetadata metadata() {
        return context().recordMetadata().orElseThrow();
    }
}
