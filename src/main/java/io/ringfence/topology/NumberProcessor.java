package io.ringfence.topology;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Decision;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Rules;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** Decides the requests for the numbers of one partition, one at a time. */
final class NumberProcessor implements Processor<String, ReceivedRequest, String, byte[]> {
    private final CoolingOffPolicy policy;
    private final Rules rules;
    private final RequestLog.Window window;
    private final OutcomeCodec codec;

    private KeyValueStore<String, NumberEntry> numbers;
    private WindowStore<String, LoggedRequest> requests;
    private RequestLog requestLog;
    private OutcomeWriter writer;

    NumberProcessor(CoolingOffPolicy policy, RequestLog.Window window, OutcomeCodec codec) {
        this.policy = policy;
        this.rules = new Rules(policy);
        this.window = window;
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        numbers = context.getStateStore(StoreNames.NUMBERS);
        requests = context.getStateStore(StoreNames.REQUESTS);
        requestLog = new RequestLog(requests, window);
        CoolingOffIndex coolingOff = new CoolingOffIndex(context.getStateStore(StoreNames.COOLING_OFF));
        writer = new OutcomeWriter(context, numbers, coolingOff, codec);
        context.schedule(
                CoolingOffClock.TICK,
                PunctuationType.WALL_CLOCK_TIME,
                new CoolingOffClock(rules, policy, numbers, coolingOff, writer));
    }

    @Override
    public void process(Record<String, ReceivedRequest> received) {
        Instant now = Instant.ofEpochMilli(received.timestamp());
        ActionRequest request = received.value().request().withKey(received.key());
        byte[] fingerprint = Fingerprint.of(request);
        Optional<LoggedRequest> earlier = earlier(request, now);
        if (earlier.isEmpty()) {
            remember(request, fingerprint, write(rules.decide(entry(request), request, now), now), now);
        } else if (!Arrays.equals(earlier.get().fingerprint(), fingerprint)) {
            write(rules.requestIdReused(entry(request), request, now), now);
        }
    }

    /** Returns the request's own outcome as it was sent. */
    private byte[] write(Decision decision, Instant now) {
        decision.coolingOffEnded().ifPresent(change -> writer.write(change, now));
        return writer.write(decision.outcome(), now);
    }

    private void remember(ActionRequest request, byte[] fingerprint, byte[] outcome, Instant now) {
        if (request.requestId() != null) {
            requests.put(
                    RequestLog.key(request.key(), request.requestId()),
                    new LoggedRequest(fingerprint, outcome),
                    now.toEpochMilli());
        }
    }

    private Optional<LoggedRequest> earlier(ActionRequest request, Instant now) {
        return request.requestId() == null
                ? Optional.empty()
                : requestLog.find(request.key(), request.requestId(), now);
    }

    private NumberEntry entry(ActionRequest request) {
        NumberEntry entry = numbers.get(request.key());
        return entry == null ? NumberEntry.UNSEEN : entry;
    }
}
