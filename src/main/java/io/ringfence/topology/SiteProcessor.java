package io.ringfence.topology;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.StateChange;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the listing of the sites of one partition: their numbers, counts and main numbers. */
final class SiteProcessor extends ContextualProcessor<String, StateChange, Void, Void> {
    private KeyValueStore<String, PhoneNumber> siteNumbers;
    private KeyValueStore<String, SiteCounts> sites;
    private KeyValueStore<String, String> mainNumbers;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        siteNumbers = context.getStateStore(StoreNames.SITE_NUMBERS);
        sites = context.getStateStore(StoreNames.SITES);
        mainNumbers = context.getStateStore(StoreNames.MAIN_NUMBERS);
    }

    @Override
    public void process(Record<String, StateChange> event) {
        StateChange change = event.value();
        list(change);
        count(change);
        recordMainNumber(change);
    }

    private void list(StateChange change) {
        siteNumbers.put(SiteKey.number(change.siteId(), change.phoneNumber()), change.after());
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
