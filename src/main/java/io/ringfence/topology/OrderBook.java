package io.ringfence.topology;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.OrderProgress;
import io.ringfence.domain.OrderStep;
import io.ringfence.domain.Pick;
import io.ringfence.domain.Rules;
import io.ringfence.domain.SiteView;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.domain.VoiceServices;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The voice service orders of the sites of one partition. Those of one party at one site take their turns. */
final class OrderBook {
    /** Each may have to look at all numbers of its site. */
    static final int TURNS_AT_ONCE = 20;

    private final VoiceServices voiceServices;
    private final Predicate<String> isKnown;
    private final Function<String, SiteView> site;
    private final ProcessorContext<String, byte[]> context;
    private final RecordCodec codec;
    private final KeyValueStore<String, byte[]> orders;
    private final WaitingOrders waiting;
    private final Turns turns;
    private final Turns inquiries;
    private final KeyValueStore<String, OrderProgress> inProgress;
    private final KeyValueStore<String, String> picks;

    /**
     * @param isKnown whether a site ever had a number
     * @param site the view of a site by its id
     */
    OrderBook(
            VoiceServices voiceServices,
            Predicate<String> isKnown,
            Function<String, SiteView> site,
            ProcessorContext<String, byte[]> context,
            RecordCodec codec) {
        this.voiceServices = voiceServices;
        this.isKnown = isKnown;
        this.site = site;
        this.context = context;
        this.codec = codec;
        orders = context.getStateStore(StoreNames.ORDERS);
        waiting = new WaitingOrders(context.getStateStore(StoreNames.WAITING_ORDERS));
        inProgress = context.getStateStore(StoreNames.ORDERS_IN_PROGRESS);
        picks = context.getStateStore(StoreNames.PICKS);
        turns = new Turns(context, this::takeTurn);
        inquiries = new Turns(context, this::inquire);
    }

    /** Takes up what was put off before the task moved here, and asks after what may have been lost before. */
    void start() {
        try (KeyValueIterator<String, OrderProgress> all = inProgress.all()) {
            all.forEachRemaining(entry -> inquiries.due(entry.key));
        }
        waiting.parties().stream()
                .filter(party -> inProgress.get(party) == null)
                .forEach(turns::due);
    }

    /**
     * Takes an order, unless it was taken before.
     *
     * @param offset of its record: tells which of two orders came first
     */
    void receive(VoiceServiceOrder order, long offset, Instant now) {
        byte[] fingerprint = Fingerprint.of(order);
        byte[] earlier = remember(order, fingerprint);
        if (earlier != null) {
            if (!Arrays.equals(earlier, fingerprint) && isNewUnderItsId(order, fingerprint)) {
                answer(order, voiceServices.orderIdReused(order, now), now);
            }
            return;
        }
        Optional<VoiceServiceOutcome> refusal = voiceServices.refusal(order, isKnown, now);
        if (refusal.isPresent()) {
            answer(order, refusal.get(), now);
            return;
        }
        String party = SiteKey.party(order.siteId(), order.party());
        boolean idle = inProgress.get(party) == null;
        if (idle && !waiting.has(party)) {
            begin(order, party, now);
            return;
        }
        waiting.add(party, offset, order);
        if (idle) {
            turns.due(party);
        }
    }

    /**
     * Whether all is known of the order that the number was picked for, if it was.
     *
     * @param number its key at its site
     */
    boolean canFollow(String number) {
        String party = picks.get(number);
        return party == null || inProgress.get(party).known();
    }

    /** Goes on with the order that the number was picked for, if it was. */
    void follow(NumberEvent event, String siteId, Instant now) {
        String party = picks.get(SiteKey.number(siteId, event.phoneNumber()));
        if (party == null) {
            return;
        }
        OrderProgress before = inProgress.get(party);
        if (carriedOut(voiceServices.proceed(before, event, site.apply(siteId), now), before.picks(), party, now)) {
            takeTurn(party, now);
        }
    }

    private void inquire(String party, Instant now) {
        OrderProgress progress = inProgress.get(party);
        if (progress != null) {
            ask(voiceServices.inquiries(progress, site.apply(progress.order().siteId())), now);
        }
    }

    /** Begins orders that wait for their party, unless one is in progress. */
    private void takeTurn(String party, Instant now) {
        if (inProgress.get(party) == null) {
            waiting.take(party).ifPresent(order -> begin(order, party, now));
        }
    }

    /** Begins the order, and some of those that wait behind it as long as each is done at once. */
    private void begin(VoiceServiceOrder first, String party, Instant now) {
        Optional<VoiceServiceOrder> order = Optional.of(first);
        for (int begun = 1; order.isPresent() && isDoneAtOnce(order.get(), party, now); begun++) {
            if (begun == TURNS_AT_ONCE) {
                putOff(party);
                return;
            }
            order = waiting.take(party);
        }
    }

    private boolean isDoneAtOnce(VoiceServiceOrder order, String party, Instant now) {
        return carriedOut(voiceServices.begin(order, site.apply(order.siteId()), now), List.of(), party, now);
    }

    private void putOff(String party) {
        if (waiting.has(party)) {
            turns.due(party);
        }
    }

    /** Makes a step real, and returns whether it was the order's last. */
    private boolean carriedOut(OrderStep step, List<Pick> picksBefore, String party, Instant now) {
        OrderProgress progress = step.progress();
        movePicks(progress.order().siteId(), numbers(picksBefore), numbers(progress.picks()), party);
        ask(step.requests(), now);
        step.outcome().ifPresent(outcome -> answer(progress.order(), outcome, now));
        inProgress.put(party, step.outcome().isPresent() ? null : progress);
        return step.outcome().isPresent();
    }

    private void ask(List<ActionRequest> requests, Instant now) {
        requests.forEach(request ->
                forward(request.phoneNumber(), codec.encode(request), now, RingfenceTopology.ORDER_REQUESTS_SINK));
    }

    private void movePicks(String siteId, Set<String> before, Set<String> after, String party) {
        before.stream()
                .filter(number -> !after.contains(number))
                .forEach(number -> picks.delete(SiteKey.number(siteId, number)));
        after.stream()
                .filter(number -> !before.contains(number))
                .forEach(number -> picks.put(SiteKey.number(siteId, number), party));
    }

    private static Set<String> numbers(List<Pick> picks) {
        return picks.stream().map(Pick::phoneNumber).collect(Collectors.toCollection(HashSet::new));
    }

    /** Returns what was remembered under the order's id; null where that is new or cannot be remembered. */
    private byte[] remember(VoiceServiceOrder order, byte[] fingerprint) {
        boolean canBeRemembered = order.orderId() != null && isOfUse(order.key());
        return canBeRemembered ? orders.putIfAbsent(SiteKey.order(order), fingerprint) : null;
    }

    /** Remembers an order whose id is another's, beside that one. */
    private boolean isNewUnderItsId(VoiceServiceOrder order, byte[] fingerprint) {
        return orders.putIfAbsent(SiteKey.refusedOrder(order, fingerprint), fingerprint) == null;
    }

    private void answer(VoiceServiceOrder order, VoiceServiceOutcome outcome, Instant now) {
        String key = isOfUse(order.key()) ? order.key() : outcome.siteId();
        forward(key, codec.encode(outcome), now, RingfenceTopology.ORDER_OUTCOMES_SINK);
    }

    /** A key may be as long as a record: no site, and too much for the store and the topic. */
    private static boolean isOfUse(String key) {
        return key.length() <= Rules.MAX_TEXT_LENGTH;
    }

    private void forward(String key, byte[] value, Instant at, String sink) {
        context.forward(new Record<>(key, value, at.toEpochMilli()), sink);
    }
}
