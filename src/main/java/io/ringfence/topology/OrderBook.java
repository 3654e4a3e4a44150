package io.ringfence.topology;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.OrderProgress;
import io.ringfence.domain.OrderStep;
import io.ringfence.domain.Pick;
import io.ringfence.domain.SiteView;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.domain.VoiceServices;
import io.ringfence.trace.Trace;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The voice service orders of the sites of one partition. Those of one party at one site take their turns. What follows from
 * one record is bounded; an order that has more to do goes on in ticks.
 */
final class OrderBook {
    /** Begun one after another where each is done at once. */
    static final int TURNS_AT_ONCE = 20;

    /**
     * Requests that are on their way at once, of all orders of the partition. Whatever else comes for the partition queues
     * behind their answers, each of which takes some 0.3 ms; fewer would leave the brokers' round trips unused.
     */
    static final int MOST_AWAITED = 128;

    private final VoiceServices voiceServices;
    private final Sites sites;
    private final ProcessorContext<String, byte[]> context;
    private final RecordCodec codec;
    private final OrderMemory memory;
    private final OrderTraces traces;
    private final Proceedings proceedings;
    private final Proceedings.OfSites open;
    private final WaitingOrders waiting;
    private final Turns turns;
    private final Turns inquiries;
    private final OrdersInProgress inProgress;

    OrderBook(
            VoiceServices voiceServices,
            Sites sites,
            OrderMemory memory,
            OrderTraces traces,
            ProcessorContext<String, byte[]> context,
            RecordCodec codec,
            Proceedings proceedings,
            Proceedings.OfSites open) {
        this.voiceServices = voiceServices;
        this.sites = sites;
        this.context = context;
        this.codec = codec;
        this.memory = memory;
        this.traces = traces;
        this.proceedings = proceedings;
        this.open = open;
        waiting = new WaitingOrders(StateStores.WAITING_ORDERS.in(context));
        inProgress = new OrdersInProgress(StateStores.ORDERS_IN_PROGRESS.in(context));
        turns = new Turns(context, this::mayAsk, this::takeTurn);
        inquiries = new Turns(context, () -> true, this::inquire);
    }

    /** Takes up what was put off before the task moved here, and asks after what may have been lost before. */
    void start() {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        inProgress.parties().forEach(party -> open(inProgress.get(party).order(), now));
        waiting.forEach(order -> open(order, now));
        inProgress.parties().forEach(inquiries::due);
        takeUp();
    }

    /** Goes on with all that can. */
    void takeUp() {
        inProgress.parties().forEach(turns::due);
        waiting.parties().forEach(turns::due);
    }

    /**
     * Takes an order, unless it was taken before.
     *
     * @param key of its record
     * @param offset of its record: tells which of two orders came first
     * @param trace of its record
     */
    void receive(String key, VoiceServiceOrder order, long offset, Trace trace, Instant now) {
        switch (memory.receive(key, order)) {
            case NEW -> take(key, order, offset, trace, now);
            case ID_REUSED -> {
                byte[] outcome = answer(key, voiceServices.orderIdReused(order, now), trace, now);
                memory.settleReused(key, order, outcome, now);
            }
            case KNOWN -> {
                // Its outcome is out, or on its way.
                proceedings.repeated(Topics.ORDERS.name());
            }
        }
    }

    private void take(String key, VoiceServiceOrder order, long offset, Trace trace, Instant now) {
        Optional<VoiceServiceOutcome> refusal = voiceServices.refusal(key, order, sites::isKnown, now);
        if (refusal.isPresent()) {
            memory.settle(key, order, answer(key, refusal.get(), trace, now), now);
            return;
        }
        traces.add(order, trace);
        open(order, now);
        String party = SiteKey.party(order.siteId(), order.party());
        if (inProgress.get(party) != null) {
            waiting.add(party, offset, order);
        } else if (mayAsk() && !waiting.has(party) && isReady(order.siteId(), now)) {
            if (isDoneAtOnce(party, order, now)) {
                beginNext(party, now);
            }
        } else {
            waiting.add(party, offset, order);
            turns.due(party);
        }
    }

    /**
     * Whether all is known of the order that the number was picked for, if it was.
     *
     * @param number its key at its site
     */
    boolean canFollow(String number) {
        String party = sites.picks().partyOf(number);
        return party == null || (inProgress.get(party).known() && sites.picks().isKnown(party, number));
    }

    /** Goes on with the order that the number was picked for, if it was. */
    void follow(NumberEvent event, String siteId, Instant now) {
        String party = sites.picks().partyOf(SiteKey.number(siteId, event.phoneNumber()));
        if (party != null) {
            OrderProgress progress = progress(party, now);
            SiteView site = sites.view(siteId);
            OrderStep step = mayAsk() && sites.areIndexed()
                    ? voiceServices.proceed(progress, event, site, now)
                    : voiceServices.hear(progress, event, site, now);
            if (carriedOut(step, party, now)) {
                beginNext(party, now);
            }
        }
    }

    private void inquire(String party, Instant now) {
        OrderProgress progress = progress(party, now);
        if (progress != null) {
            SiteView site = sites.view(progress.order().siteId());
            Trace trace = traces.of(progress.order());
            voiceServices.inquiries(progress, site).forEach(request -> ask(request, trace, now));
        }
    }

    /** Goes on with the order of a party, or begins the next. */
    private void takeTurn(String party, Instant now) {
        OrderProgress progress = progress(party, now);
        Optional<VoiceServiceOrder> order = progress == null
                ? waiting.first(party)
                : Optional.of(progress.order()).filter(known -> progress.known());
        if (order.isEmpty() || !sites.areIndexed()) {
            return;
        }
        if (!isReady(order.get().siteId(), now)) {
            turns.due(party);
        } else if (progress == null || carriedOut(goOn(progress, now), party, now)) {
            beginNext(party, now);
        }
    }

    private OrderStep goOn(OrderProgress progress, Instant now) {
        return voiceServices.goOn(progress, sites.view(progress.order().siteId()), now);
    }

    private boolean mayAsk() {
        return inProgress.awaited() < MOST_AWAITED;
    }

    private boolean isReady(String siteId, Instant now) {
        return sites.areIndexed() && sites.admitCooledOff(siteId, now);
    }

    /** Begins the orders that wait for the party, until one takes longer. */
    private void beginNext(String party, Instant now) {
        for (int begun = 0; begun < TURNS_AT_ONCE && mayAsk(); begun++) {
            Optional<VoiceServiceOrder> next = waiting.take(party);
            if (next.isEmpty() || !isDoneAtOnce(party, next.get(), now)) {
                return;
            }
        }
        if (waiting.has(party)) {
            turns.due(party);
        }
    }

    private boolean isDoneAtOnce(String party, VoiceServiceOrder order, Instant now) {
        return carriedOut(voiceServices.begin(order, sites.view(order.siteId()), now), party, now);
    }

    /** How far the order of a party is; what the release before remembered is made what this one does. */
    private OrderProgress progress(String party, Instant now) {
        OrderProgress progress = inProgress.get(party);
        if (progress != null && progress.former() != null && progress.known()) {
            carriedOut(voiceServices.moved(progress), party, now);
            return inProgress.get(party);
        }
        return progress;
    }

    /** Makes a step real, and returns whether it was the order's last. */
    private boolean carriedOut(OrderStep step, String party, Instant now) {
        VoiceServiceOrder order = step.order();
        step.picks().forEach((number, pick) -> change(party, order.siteId(), number, pick, now));
        if (!step.requests().isEmpty()) {
            Trace trace = traces.of(order);
            step.requests().forEach(request -> ask(request, trace, now));
        }
        step.outcome().ifPresent(outcome -> settle(order, outcome, now));
        inProgress.put(party, step.progress());
        if (step.hasMore()) {
            turns.due(party);
        }
        return step.progress().isEmpty();
    }

    private void settle(VoiceServiceOrder order, VoiceServiceOutcome outcome, Instant now) {
        memory.settle(order.siteId(), order, answer(order.siteId(), outcome, traces.of(order), now), now);
        traces.remove(order);
        open.carriedOut(SiteKey.order(order.siteId(), order.orderId()));
    }

    private void open(VoiceServiceOrder order, Instant since) {
        open.ordered(SiteKey.order(order.siteId(), order.orderId()), since);
    }

    private void change(String party, String siteId, String phoneNumber, Optional<Pick> pick, Instant now) {
        if (pick.isPresent()) {
            sites.pick(party, siteId, pick.get(), now);
        } else {
            sites.release(party, siteId, phoneNumber, now);
        }
    }

    private void ask(ActionRequest request, Trace trace, Instant now) {
        forward(request.phoneNumber(), codec.encode(request), trace, now, RingfenceTopology.ORDER_REQUESTS_SINK);
    }

    private byte[] answer(String key, VoiceServiceOutcome outcome, Trace trace, Instant now) {
        DecisionLog.tell(outcome, trace);
        byte[] bytes = codec.encode(outcome);
        forward(
                OrderMemory.isOfUse(key) ? key : outcome.siteId(),
                bytes,
                trace,
                now,
                RingfenceTopology.ORDER_OUTCOMES_SINK);
        return bytes;
    }

    private void forward(String key, byte[] value, Trace trace, Instant at, String sink) {
        context.forward(new Record<>(key, value, at.toEpochMilli(), trace.headers()), sink);
    }
}
