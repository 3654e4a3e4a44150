package io.ringfence.topology;

import io.ringfence.domain.Answer;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Decision;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.Rules;
import io.ringfence.domain.Verdict;
import io.ringfence.trace.Trace;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Decides the requests for the numbers of one partition, one at a time. */
final class NumberProcessor implements Processor<String, NumberInput, String, byte[]> {
    private final Rules rules;
    private final DedupeStore.Window window;
    private final RecordCodec codec;
    private final Proceedings proceedings;

    private KeyValueStore<String, NumberEntry> numbers;
    private RequestMemory memory;
    private PendingChanges pending;
    private LimitedParties limited;
    private UnawaitedAnswers unawaited;
    private OutcomeWriter writer;
    private SetAside setAside;
    private Proceedings.OfNumbers open;
    private ProcessorContext<String, byte[]> context;

    NumberProcessor(Rules rules, DedupeStore.Window window, RecordCodec codec, Proceedings proceedings) {
        this.rules = rules;
        this.window = window;
        this.codec = codec;
        this.proceedings = proceedings;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> newContext) {
        context = newContext;
        numbers = StateStores.NUMBERS.in(context);
        memory = new RequestMemory(context.getStateStore(StateStores.REQUESTS), window);
        CoolingOffIndex coolingOff = new CoolingOffIndex(StateStores.COOLING_OFF.in(context));
        open = proceedings.numbers();
        pending = new PendingChanges(StateStores.PENDING_CHANGES.in(context), open);
        limited = new LimitedParties(StateStores.LIMITED_PARTIES.in(context));
        unawaited = new UnawaitedAnswers(context);
        writer = new OutcomeWriter(rules, context, numbers, coolingOff, pending, codec, proceedings);
        new CoolingOffClock(rules, numbers, coolingOff, writer, context).start();
        setAside = new SetAside(
                StateStores.NUMBER_HOPS_SET_ASIDE.in(context),
                context,
                (number, topic, payload, now) -> carryOut(number, codec.hop(topic, payload), Trace.NONE, now));
        new PendingRenewal(rules, numbers, pending, writer, context).start();
    }

    @Override
    public void close() {
        open.close();
    }

    @Override
    public void process(Record<String, NumberInput> received) {
        Instant now = Instant.ofEpochMilli(received.timestamp());
        Trace trace = Trace.of(received.headers());
        if (received.value() instanceof ReceivedRequest request && request.channel() != Channel.ORDERS) {
            decide(request.in(received.key()), trace, now);
        } else if (!carryOut(received.key(), received.value(), trace, now)) {
            setAside.add(
                    received.key(),
                    context.recordMetadata().orElseThrow(),
                    received.value().payload());
        }
    }

    /** Returns whether it did: a sender is told that the number is not known in full, a hop waits until it is. */
    private boolean carryOut(String number, NumberInput hop, Trace trace, Instant now) {
        if (!hop.known()) {
            return false;
        }
        if (hop instanceof ReceivedLimit limit) {
            limited.add(limit.limited());
            writer.acknowledge(limit.limited(), context.taskId().partition(), now);
            return true;
        }
        PhoneNumber current = entry(number).number();
        if (current != null && !current.isKnownInFull()) {
            return false;
        }
        if (hop instanceof ReceivedRequest request) {
            receive(request.in(number), trace, now);
        } else {
            settle(number, ((ReceivedAnswer) hop).answer(), now);
        }
        return true;
    }

    private void receive(Envelope request, Trace trace, Instant now) {
        if (request.isInquiry()) {
            answer(request, trace, now);
        } else {
            decide(request, trace, now);
        }
    }

    private void decide(Envelope request, Trace trace, Instant now) {
        byte[] fingerprint = Fingerprint.of(request);
        Optional<RememberedRequest> owner = memory.ownerOfId(request, now);
        if (owner.isEmpty()) {
            decideFirst(request, fingerprint, trace, now);
        } else if (memory.isKnown(request, fingerprint, owner.get(), now)) {
            repeated(request);
        } else {
            decide(request, fingerprint, owner.get(), trace, now);
        }
    }

    /** It may still wait for an answer, though the window in which it was received is over. */
    private void decideFirst(Envelope request, byte[] fingerprint, Trace trace, Instant now) {
        NumberEntry entry = entry(request.key());
        if (request.equals(entry.pending())) {
            repeated(request);
        } else {
            memory.remember(request, write(decision(entry, request, now), request, fingerprint, trace, now));
        }
    }

    private void repeated(Envelope request) {
        proceedings.repeated(Topics.of(request.channel()).name());
    }

    private void decide(Envelope request, byte[] fingerprint, RememberedRequest owner, Trace trace, Instant now) {
        NumberEntry entry = entry(request.key());
        if (owner.isDecided() && rules.leavesIdTo(request, codec.decode(owner.outcome()))) {
            RememberedRequest logged = write(decision(entry, request, now), request, fingerprint, trace, now);
            memory.disown(request, owner);
            memory.remember(request, logged);
        } else {
            Decision refusal = rules.requestIdReused(entry, request, now);
            memory.rememberRefused(request, write(refusal, request, fingerprint, trace, now), owner);
        }
    }

    private Decision decision(NumberEntry entry, Envelope request, Instant now) {
        return rules.decide(entry, request, limited, now);
    }

    private RememberedRequest write(Decision decision, Envelope request, byte[] fingerprint, Trace trace, Instant now) {
        decision.coolingOffEnded().ifPresent(change -> writer.writeOfTime(change, now));
        if (decision.verdict() instanceof PendingChange change) {
            writer.write(change, request, trace, now);
            return RememberedRequest.inProgress(now.toEpochMilli(), fingerprint);
        }
        Outcome outcome = (Outcome) decision.verdict();
        if (isNewsOfAPendingChange(outcome, request)) {
            writer.tell(rules.pending(entry(request.key())), now);
        }
        byte[] encoded = writer.write(outcome, request, trace, now);
        return new RememberedRequest(now.toEpochMilli(), fingerprint, encoded);
    }

    /** The site would not have asked had it heard of the change in progress: that is still on its way, or lost. */
    private static boolean isNewsOfAPendingChange(Outcome outcome, Envelope request) {
        return request.channel() == Channel.ORDERS
                && outcome instanceof Rejection rejection
                && rejection.code() == RejectionCode.CHANGE_IN_PROGRESS;
    }

    /** Tells the site, first, how the number stands: an outcome of long ago is then no news of the number. */
    private void answer(Envelope inquiry, Trace trace, Instant now) {
        NumberEntry entry = entry(inquiry.key());
        boolean isPending = entry.pending() != null;
        boolean isThere = entry.number() != null
                && entry.number().siteId().equals(inquiry.request().siteId());
        if (isPending) {
            writer.tell(rules.pending(entry), now);
        } else if (isThere) {
            writer.tell(entry.number(), now);
        }
        if (isPending
                && entry.pending()
                        .request()
                        .requestId()
                        .equals(inquiry.request().requestId())) {
            return;
        }
        Optional<RememberedRequest> decided = memory.ownerOfId(inquiry, now).filter(RememberedRequest::isDecided);
        if (isThere && decided.isPresent()) {
            writer.tellAgain(decided.get().outcome(), inquiry.request().siteId(), trace, now);
        } else {
            write(decision(entry, inquiry, now), inquiry, Fingerprint.of(inquiry), trace, now);
        }
    }

    private void settle(String number, Answer answer, Instant now) {
        NumberEntry entry = entry(number);
        Envelope waiting = entry.pending();
        if (waiting == null || !answer.isTo(waiting, entry.number().changeInProgress())) {
            // What is asked twice is answered twice; the voice platform may answer what nobody asked.
            unawaited.record();
            return;
        }
        Verdict verdict = rules.settle(entry, answer.objection(), limited, now);
        if (verdict instanceof PendingChange next) {
            writer.write(next, waiting, pending.trace(number), now);
            return;
        }
        byte[] encoded = writer.settle(entry, (Outcome) verdict, now);
        memory.settle(waiting, new RememberedRequest(now.toEpochMilli(), Fingerprint.of(waiting), encoded), now);
    }

    private NumberEntry entry(String phoneNumber) {
        NumberEntry entry = numbers.get(phoneNumber);
        return entry == null ? NumberEntry.UNSEEN : entry;
    }
}
