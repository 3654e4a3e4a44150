package io.ringfence.topology;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ClaimAnswer;
import io.ringfence.domain.Decision;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Rules;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** Decides the requests for the numbers of one partition, one at a time. */
final class NumberProcessor implements Processor<String, NumberInput, String, byte[]> {
    private final Rules rules;
    private final RequestLog.Window window;
    private final RecordCodec codec;

    private KeyValueStore<String, NumberEntry> numbers;
    private WindowStore<String, LoggedRequest> requests;
    private RequestLog requestLog;
    private OutcomeWriter writer;

    NumberProcessor(Rules rules, RequestLog.Window window, RecordCodec codec) {
        this.rules = rules;
        this.window = window;
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        numbers = context.getStateStore(StoreNames.NUMBERS);
        requests = context.getStateStore(StoreNames.REQUESTS);
        requestLog = new RequestLog(requests, window);
        CoolingOffIndex coolingOff = new CoolingOffIndex(context.getStateStore(StoreNames.COOLING_OFF));
        PendingClaims pending = new PendingClaims(context.getStateStore(StoreNames.PENDING_CLAIMS));
        writer = new OutcomeWriter(context, numbers, coolingOff, pending, codec);
        new CoolingOffClock(rules, numbers, coolingOff, writer, context).start();
        new ClaimRenewal(rules, numbers, pending, writer, context).start();
    }

    @Override
    public void process(Record<String, NumberInput> received) {
        Instant now = Instant.ofEpochMilli(received.timestamp());
        if (received.value() instanceof ReceivedRequest request) {
            receive(request.request().withKey(received.key()), now);
        } else {
            settle(((NumberInput.Answer) received.value()).answer(), now);
        }
    }

    private void receive(ActionRequest request, Instant now) {
        if (request.isInquiry()) {
            answer(request, now);
        } else {
            decide(request, now);
        }
    }

    private void decide(ActionRequest request, Instant now) {
        byte[] fingerprint = Fingerprint.of(request);
        Optional<LoggedRequest> earlier = earlier(request, now);
        if (earlier.isEmpty()) {
            remember(request, write(rules.decide(entry(request.key()), request, now), request, fingerprint, now));
        } else if (!Arrays.equals(earlier.get().fingerprint(), fingerprint)) {
            write(rules.requestIdReused(entry(request.key()), request, now), request, fingerprint, now);
        }
    }

    private LoggedRequest write(Decision decision, ActionRequest request, byte[] fingerprint, Instant now) {
        decision.coolingOffEnded().ifPresent(change -> writer.write(change, now));
        if (decision.verdict() instanceof MainNumberClaim claim) {
            writer.write(claim, request, now);
            return LoggedRequest.inProgress(now.toEpochMilli(), fingerprint);
        }
        byte[] encoded = writer.write((Outcome) decision.verdict(), request, now);
        return new LoggedRequest(now.toEpochMilli(), fingerprint, encoded);
    }

    /** Tells the site, first, how the number stands: an outcome of long ago is then no news of the number. */
    private void answer(ActionRequest inquiry, Instant now) {
        NumberEntry entry = entry(inquiry.key());
        boolean isPending = entry.pending() != null;
        boolean isThere = entry.number() != null && entry.number().siteId().equals(inquiry.siteId());
        if (isPending) {
            writer.tell(rules.pendingClaim(entry), now);
        } else if (isThere) {
            writer.tell(entry.number(), now);
        }
        if (isPending && entry.pending().requestId().equals(inquiry.requestId())) {
            return;
        }
        Optional<LoggedRequest> decided = earlier(inquiry, now).filter(LoggedRequest::isDecided);
        if (isThere && decided.isPresent()) {
            writer.tellAgain(decided.get().outcome(), inquiry.siteId(), now);
        } else {
            write(rules.decide(entry, inquiry, now), inquiry, Fingerprint.of(inquiry), now);
        }
    }

    private void settle(ClaimAnswer answer, Instant now) {
        NumberEntry entry = entry(answer.phoneNumber());
        ActionRequest request = entry.pending();
        if (request == null || !request.requestId().equals(answer.requestId())) {
            // The claim was made again, and answered twice.
            return;
        }
        Outcome outcome = rules.settle(entry, Optional.ofNullable(answer.heldBy()), now);
        byte[] encoded = writer.settle(entry, outcome, now);
        long firstSeen = entry.number().changeInProgress().since().toEpochMilli();
        remember(request, new LoggedRequest(firstSeen, Fingerprint.of(request), encoded));
    }

    private Optional<LoggedRequest> earlier(ActionRequest request, Instant now) {
        return canBeLogged(request) ? requestLog.find(request.key(), request.requestId(), now) : Optional.empty();
    }

    private void remember(ActionRequest request, LoggedRequest logged) {
        if (canBeLogged(request)) {
            requests.put(
                    RequestLog.key(request.key(), request.requestId()),
                    logged,
                    window.start(Instant.ofEpochMilli(logged.firstSeen())));
        }
    }

    /** A key may be as long as a record: no number, and too much for the log. */
    private static boolean canBeLogged(ActionRequest request) {
        return request.requestId() != null && request.key().length() <= Rules.MAX_TEXT_LENGTH;
    }

    private NumberEntry entry(String phoneNumber) {
        NumberEntry entry = numbers.get(phoneNumber);
        return entry == null ? NumberEntry.UNSEEN : entry;
    }
}
