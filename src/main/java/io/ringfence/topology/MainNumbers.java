package io.ringfence.topology;

import io.ringfence.domain.ClaimAnswer;
import io.ringfence.domain.MainNumberClaim;
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

    /**
     * The first claim has it, until its number is the party's no more. One that is made again, because it may have been
     * lost, is granted what it has.
     */
    ClaimAnswer answer(MainNumberClaim claim) {
        PhoneNumber number = claim.number();
        String holder = holders.putIfAbsent(SiteKey.party(number.siteId(), claim.party()), number.phoneNumber());
        String heldBy = number.phoneNumber().equals(holder) ? null : holder;
        return new ClaimAnswer(number.changeInProgress().requestId(), number.phoneNumber(), heldBy);
    }

    /**
     * The number claims nothing, and is what it is. A claim that was refused, and was made again, may have been granted
     * meanwhile: nobody waits for that, and nothing else would ever free it. Looks at all main numbers of the site, for
     * the number does not say which party it was for.
     */
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

    private static Optional<String> holder(String siteId, PhoneNumber number) {
        return Optional.ofNullable(number)
                .flatMap(PhoneNumber::mainNumberOf)
                .map(party -> SiteKey.party(siteId, party));
    }
}
