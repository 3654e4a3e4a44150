package io.ringfence.topology;

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
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The voice service orders of the sites of one partition. Those of one party at one site take their turns. */
final class OrderBook {
    private final VoiceServices voiceServices;
    private final Predicate<String> isKnown;
    private final Function<String, SiteView> site;
    private final ProcessorContext<String, byte[]> context;
    private final RecordCodec codec;
    private final KeyValueStore<String, byte[]> orders;
    private final KeyValueStore<String, VoiceServiceOrder> waiting;
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
        waiting = context.getStateStore(StoreNames.WAITING_ORDERS);
        inProgress = context.getStateStore(StoreNames.ORDERS_IN_PROGRESS);
        picks = context.getStateStore(StoreNames.PICKS);
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
            if (!Arrays.equals(earlier, fingerprint)) {
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
        if (inProgress.get(party) == null) {
            begin(order, party, now);
        } else {
            waiting.put(SiteKey.waiting(party, offset), order);
        }
    }

    /** Goes on with the order that the number was picked for, if it was. */
    void follow(NumberEvent event, String siteId, Instant now) {
        String party = picks.get(SiteKey.number(siteId, event.phoneNumber()));
        if (party == null) {
            return;
        }
        OrderProgress before = inProgress.get(party);
        if (carriedOut(voiceServices.proceed(before, event, site.apply(siteId), now), before.picks(), party, now)) {
            next(party).ifPresent(order -> begin(order, party, now));
        }
    }

    /** Begins the order, and those that wait behind it as long as each is done at once. */
    private void begin(VoiceServiceOrder first, String party, Instant now) {
        Optional<VoiceServiceOrder> order = Optional.of(first);
        while (order.isPresent()
                && carriedOut(
                        voiceServices.begin(order.get(), site.apply(order.get().siteId()), now),
                        List.of(),
                        party,
                        now)) {
            order = next(party);
        }
    }

    /** Makes a step real, and returns whether it was the order's last. */
    private boolean carriedOut(OrderStep step, List<Pick> picksBefore, String party, Instant now) {
        OrderProgress progress = step.progress();
        movePicks(progress.order().siteId(), numbers(picksBefore), numbers(progress.picks()), party);
        step.requests()
                .forEach(request -> forward(
                        request.phoneNumber(), codec.encode(request), now, RingfenceTopology.ORDER_REQUESTS_SINK));
        step.outcome().ifPresent(outcome -> answer(progress.order(), outcome, now));
        inProgress.put(party, step.outcome().isPresent() ? null : progress);
        return step.outcome().isPresent();
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

    /** Takes the order that has waited longest. */
    private Optional<VoiceServiceOrder> next(String party) {
        Optional<KeyValue<String, VoiceServiceOrder>> next = longestWaiting(party);
        next.ifPresent(entry -> waiting.delete(entry.key));
        return next.map(entry -> entry.value);
    }

    private Optional<KeyValue<String, VoiceServiceOrder>> longestWaiting(String party) {
        try (KeyValueIterator<String, VoiceServiceOrder> found =
                waiting.prefixScan(SiteKey.waitingPrefix(party), new StringSerializer())) {
            while (found.hasNext()) {
                KeyValue<String, VoiceServiceOrder> entry = found.next();
                if (SiteKey.isWaiting(entry.key, party)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }
    }

    /** Returns what was remembered under the order's id; null where that is new or cannot be remembered. */
    private byte[] remember(VoiceServiceOrder order, byte[] fingerprint) {
        boolean canBeRemembered = order.orderId() != null && order.key().length() <= Rules.MAX_TEXT_LENGTH;
        return canBeRemembered ? orders.putIfAbsent(SiteKey.order(order), fingerprint) : null;
    }

    private void answer(VoiceServiceOrder order, VoiceServiceOutcome outcome, Instant now) {
        forward(order.key(), codec.encode(outcome), now, RingfenceTopology.ORDER_OUTCOMES_SINK);
    }

    private void forward(String key, byte[] value, Instant at, String sink) {
        context.forward(new Record<>(key, value, at.toEpochMilli()), sink);
    }
}
