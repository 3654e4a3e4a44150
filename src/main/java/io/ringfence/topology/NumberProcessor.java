package io.ringfence.topology;

import io.ringfence.domain.Channel;
import io.ringfence.domain.ClaimAnswer;
import io.ringfence.domain.Decision;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.Rules;
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

    private KeyValueStore<String, NumberEntry> numbers;
    private RequestMemory memory;
    private OutcomeWriter writer;
    private SetAside setAside;
    private ProcessorContext<String, byte[]> context;

    NumberProcessor(Rules rules, DedupeStore.Window window, RecordCodec codec) {
        this.rules = rules;
        this.window = window;
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> newContext) {
        context = newContext;
        numbers = StateStores.NUMBERS.in(context);
        memory = new RequestMemory(context.getStateStore(StateStores.REQUESTS), window);
        CoolingOffIndex coolingOff = new CoolingOffIndex(StateStores.COOLING_OFF.in(context));
        PendingClaims pending = new PendingClaims(StateStores.PENDING_CLAIMS.in(context));
        writer = new OutcomeWriter(context, numbers, coolingOff, pending, codec);
        new CoolingOffClock(rules, numbers, coolingOff, writer, context).start();
        setAside = new SetAside(
                StateStores.NUMBER_HOPS_SET_ASIDE.in(context),
                context,
                (number, topic, payload, now) -> carryOut(number, codec.hop(topic, payload), now));
        new ClaimRenewal(rules, numbers, pending, writer, context).start();
    }

    @Override
    public void process(Record<String, NumberInput> received) {
        Instant now = Instant.ofEpochMilli(received.timestamp());
        if (received.value() instanceof ReceivedRequest request && request.channel() != Channel.ORDERS) {
            decide(request.in(received.key()), now);
        } else if (!carryOut(received.key(), received.value(), now)) {
            setAside.add(
                    received.key(),
                    context.recordMetadata().orElseThrow(),
                    received.value().payload());
        }
    }

    /** Returns whether it did: a sender is told that the number is not known in full, a hop waits until it is. */
    private boolean carryOut(String number, NumberInput hop, Instant now) {
        PhoneNumber current = entry(number).number();
        if (!hop.known() || current != null && !current.isKnownInFull()) {
            return false;
        }
        if (hop instanceof ReceivedRequest request) {
            receive(request.in(number), now);
        } else {
            settle(((NumberInput.Answer) hop).answer(), now);
        }
        return true;
    }

    private void receive(Envelope request, Instant now) {
        if (request.isInquiry()) {
            answer(request, now);
        } else {
            decide(request, now);
        }
    }

    private void decide(Envelope request, Instant now) {
        byte[] fingerprint = Fingerprint.of(request);
        Optional<RememberedRequest> owner = memory.ownerOfId(request, now);
        if (owner.isEmpty()) {
            memory.remember(request, write(decision(request, now), request, fingerprint, now));
        } else if (!memory.isKnown(request, fingerprint, owner.get(), now)) {
            decide(request, fingerprint, owner.get(), now);
        }
    }

    private void decide(Envelope request, byte[] fingerprint, RememberedRequest owner, Instant now) {
        if (owner.isDecided() && rules.leavesIdTo(request, codec.decode(owner.outcome()))) {
            RememberedRequest logged = write(decision(request, now), request, fingerprint, now);
            memory.disown(request, owner);
            memory.remember(request, logged);
        } else {
            Decision refusal = rules.requestIdReused(entry(request.key()), request, now);
            memory.rememberRefused(request, write(refusal, request, fingerprint, now), owner);
        }
    }

    private Decision decision(Envelope request, Instant now) {
        return rules.decide(entry(request.key()), request, now);
    }

    private RememberedRequest write(Decision decision, Envelope request, byte[] fingerprint, Instant now) {
        decision.coolingOffEnded().ifPresent(change -> writer.write(change, now));
        if (decision.verdict() instanceof MainNumberClaim claim) {
            writer.write(claim, request, now);
            return RememberedRequest.inProgress(now.toEpochMilli(), fingerprint);
        }
        Outcome outcome = (Outcome) decision.verdict();
        if (isNewsOfAClaim(outcome, request)) {
            writer.tell(rules.pendingClaim(entry(request.key())), now);
        }
        byte[] encoded = writer.write(outcome, request, now);
        return new RememberedRequest(now.toEpochMilli(), fingerprint, encoded);
    }

    /** The site would not have asked had it heard of the claim: that is still on its way, or lost. */
    private static boolean isNewsOfAClaim(Outcome outcome, Envelope request) {
        return request.channel() == Channel.ORDERS
                && outcome instanceof Rejection rejection
                && rejection.code() == RejectionCode.CHANGE_IN_PROGRESS;
    }

    /** Tells the site, first, how the number stands: an outcome of long ago is then no news of the number. */
    private void answer(Envelope inquiry, Instant now) {
        NumberEntry entry = entry(inquiry.key());
        boolean isPending = entry.pending() != null;
        boolean isThere = entry.number() != null
                && entry.number().siteId().equals(inquiry.request().siteId());
        if (isPending) {
            writer.tell(rules.pendingClaim(entry), now);
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
            writer.tellAgain(decided.get().outcome(), inquiry.request().siteId(), now);
        } else {
            write(rules.decide(entry, inquiry, now), inquiry, Fingerprint.of(inquiry), now);
        }
    }

    private void settle(ClaimAnswer answer, Instant now) {
        NumberEntry entry = entry(answer.phoneNumber());
        Envelope pending = entry.pending();
        if (pending == null || !pending.request().requestId().equals(answer.requestId())) {
            // The claim was made again, and answered twice.
            return;
        }
        Outcome outcome = rules.settle(entry, Optional.ofNullable(answer.heldBy()), now);
        byte[] encoded = writer.settle(entry, outcome, now);
        long firstSeen = entry.number().changeInProgress().since().toEpochMilli();
        memory.settle(pending, new RememberedRequest(firstSeen, Fingerprint.of(pending), encoded), now);
    }

    private NumberEntry entry(String phoneNumber) {
        NumberEntry entry = numbers.get(phoneNumber);
        return entry == null ? NumberEntry.UNSEEN : entry;
    }
}
