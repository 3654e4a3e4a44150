package io.ringfence.topology;

import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.ClaimAnswer;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.SiteEvent;
import io.ringfence.domain.StateChange;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the listing of the sites of one partition, and decides which numbers may be main numbers there. */
final class SiteProcessor extends ContextualProcessor<String, SiteEvent, String, byte[]> {
    private final RecordCodec codec;

    private KeyValueStore<String, PhoneNumber> siteNumbers;
    private KeyValueStore<String, SiteCounts> sites;
    private KeyValueStore<String, String> mainNumbers;

    SiteProcessor(RecordCodec codec) {
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        siteNumbers = context.getStateStore(StoreNames.SITE_NUMBERS);
        sites = context.getStateStore(StoreNames.SITES);
        mainNumbers = context.getStateStore(StoreNames.MAIN_NUMBERS);
    }

    @Override
    public void process(Record<String, SiteEvent> event) {
        if (event.value() instanceof StateChange change) {
            follow(change);
        } else if (event.value() instanceof MainNumberClaim claim) {
            list(claim.number());
            answer(claim, event.timestamp());
        } else {
            list(((ChangeAbandoned) event.value()).number());
        }
    }

    private void follow(StateChange change) {
        siteNumbers.put(SiteKey.number(change.siteId(), change.phoneNumber()), change.after());
        count(change);
        recordMainNumber(change);
    }

    private void list(PhoneNumber number) {
        siteNumbers.put(SiteKey.number(number.siteId(), number.phoneNumber()), number);
    }

    /** The first claim has it, until a state change says that its number is the party's no more. */
    private void answer(MainNumberClaim claim, long timestamp) {
        PhoneNumber number = claim.number();
        String heldBy = mainNumbers.putIfAbsent(SiteKey.party(number.siteId(), claim.party()), number.phoneNumber());
        ClaimAnswer answer = new ClaimAnswer(number.changeInProgress().requestId(), number.phoneNumber(), heldBy);
        context().forward(new Record<>(number.phoneNumber(), codec.encode(answer), timestamp));
    }

    private void count(StateChange change) {
        SiteCounts before = Optional.ofNullable(sites.get(change.siteId())).orElse(SiteCounts.NONE);
        SiteCounts after = before.after(change);
        if (!after.equals(before)) {
            sites.put(change.siteId(), after);
        }
    }

    private void recordMainNumber(StateChange change) {
        Optional<String> before = holder(change.siteId(), change.before());
        Optional<String> after = holder(change.siteId(), change.after());
        if (before.equals(after)) {
            return;
        }
        before.filter(key -> change.phoneNumber().equals(mainNumbers.get(key))).ifPresent(mainNumbers::delete);
        after.ifPresent(key -> mainNumbers.put(key, change.phoneNumber()));
    }

    private static Optional<String> holder(String siteId, PhoneNumber number) {
        return Optional.ofNullable(number)
                .flatMap(PhoneNumber::mainNumberOf)
                .map(party -> SiteKey.party(siteId, party));
    }
}
