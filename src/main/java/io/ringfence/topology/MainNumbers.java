package io.ringfence.topology;

import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which number is, or is about to be, the main number of each party at a site. */
final class MainNumbers {
    private final KeyValueStore<String, String> holders;

    MainNumbers(KeyValueStore<String, String> holders) {
        this.holders = holders;
    }

    boolean isGranted(PendingChange change) {
        return change.phoneNumber().equals(holders.get(holder(change)));
    }

    /** The first that asks has it, until its number is the party's no more. */
    void grant(PendingChange change) {
        holders.put(holder(change), change.phoneNumber());
    }

    /** Looks at all main numbers of the site, for the number does not say which party it was for. */
    void take(PhoneNumber number) {
        String own = holder(number.siteId(), number).orElse(null);
        try (KeyValueIterator<String, String> held =
                holders.prefixScan(SiteKey.prefix(number.siteId()), new StringSerializer())) {
            while (held.hasNext()) {
                KeyValue<String, String> entry = held.next();
                if (entry.value.equals(number.phoneNumber()) && !entry.key.equals(own)) {
                    holders.delete(entry.key);
                }
            }
        }
        if (own != null) {
            holders.putIfAbsent(own, number.phoneNumber());
        }
    }

    void follow(StateChange change) {
        Optional<String> before = holder(change.siteId(), change.before());
        Optional<String> after = holder(change.siteId(), change.after());
        if (before.equals(after)) {
            return;
        }
        before.filter(key -> change.phoneNumber().equals(holders.get(key))).ifPresent(holders::delete);
        after.ifPresent(key -> holders.put(key, change.phoneNumber()));
    }

    private static String holder(PendingChange change) {
        return SiteKey.party(change.number().siteId(), change.party());
    }

    private static Optional<String> holder(String siteId, PhoneNumber number) {
        return Optional.ofNullable(number)
                .flatMap(PhoneNumber::mainNumberOf)
                .map(party -> SiteKey.party(siteId, party));
    }
}
