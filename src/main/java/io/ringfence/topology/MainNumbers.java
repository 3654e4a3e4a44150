package io.ringfence.topology;

import io.ringfence.domain.ClaimAnswer;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which number is, or is about to be, the main number of each party at a site. */
final class MainNumbers {
    private final KeyValueStore<String, String> holders;

    MainNumbers(KeyValueStore<String, String> holders) {
        this.holders = holders;
    }

    /** The first claim has it, until a state change says that its number is the party's no more. */
    ClaimAnswer answer(MainNumberClaim claim) {
        PhoneNumber number = claim.number();
        String heldBy = holders.putIfAbsent(SiteKey.party(number.siteId(), claim.party()), number.phoneNumber());
        return new ClaimAnswer(number.changeInProgress().requestId(), number.phoneNumber(), heldBy);
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
