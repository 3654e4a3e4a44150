package io.ringfence.support.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.support.model.ModelSites.PartyAtSite;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** What holds at every prefix of the state changes. */
public final class Promises {
    private final Map<String, StateChange> latest = new HashMap<>();
    private final Map<PartyAtSite, String> mainNumbers = new HashMap<>();
    private final Map<PartyAtSite, Integer> limits = new HashMap<>();
    private final Map<String, Integer> granted = new HashMap<>();
    private final Map<String, PartyAtSite> inService = new HashMap<>();

    /** As many numbers of the party may be in service from now on; no end of them where that is not limited. */
    public void limit(PartyAtSite party, OptionalInt voiceServices) {
        limits.put(party, voiceServices.orElse(Integer.MAX_VALUE));
        // What was granted holds, and what is more is granted to whom was granted less.
        granted.replaceAll((number, limit) -> Math.max(limit, limits.getOrDefault(granteeOf(number), 0)));
    }

    private PartyAtSite granteeOf(String number) {
        PhoneNumber reserved = latest.get(number).after();
        return PartyAtSite.of(reserved.siteId(), reserved.allocatedTo());
    }

    /** A change in progress of the number was granted a voice service. */
    public void granted(PartyAtSite party, String number) {
        granted.putIfAbsent(number, limits.getOrDefault(party, Integer.MAX_VALUE));
    }

    /** The voice platform is at it: what limits its party later is not for it. Its site may hear of that when all is over. */
    public void beingActivated(PhoneNumber number) {
        if (latest.get(number.phoneNumber()).version() == number.version()) {
            granted(PartyAtSite.of(number.siteId(), number.allocatedTo()), number.phoneNumber());
        }
    }

    /** It came to nothing. */
    public void ended(String number) {
        granted.remove(number);
    }

    /** Never more in service than was so when they were activated. */
    private void serve(StateChange change, OptionalInt limit) {
        PhoneNumber after = change.after();
        boolean serves = after != null && (after.status() == Status.ACTIVE || after.status() == Status.ASSIGNED);
        if (!serves) {
            inService.remove(change.phoneNumber());
        } else if (change.action() == Action.ACTIVATE) {
            PartyAtSite party = PartyAtSite.of(after.siteId(), after.allocatedTo());
            inService.put(change.phoneNumber(), party);
            int most = limit.orElse(limits.getOrDefault(party, Integer.MAX_VALUE));
            assertThat(inService.values().stream().filter(party::equals).count())
                    .as("numbers in service when %s", change)
                    .isLessThanOrEqualTo(most);
        }
    }

    public void follow(StateChange change) {
        StateChange previous = latest.put(change.phoneNumber(), change);
        assertThat(change.before()).as("before in %s", change).isEqualTo(previous == null ? null : previous.after());
        assertThat(change.version())
                .as("version of %s", change)
                .isEqualTo(previous == null ? 1 : previous.version() + 1);
        Integer limit = granted.remove(change.phoneNumber());
        serve(change, limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
        mainNumbers.values().removeIf(change.phoneNumber()::equals);
        PhoneNumber after = change.after();
        if (after != null) {
            after.mainNumberOf().ifPresent(party -> assertThat(
                            mainNumbers.put(PartyAtSite.of(after.siteId(), party), after.phoneNumber()))
                    .as("another main number of the party when %s", change)
                    .isNull());
        }
    }

    /** The main numbers after all changes so far. */
    public Map<PartyAtSite, String> mainNumbers() {
        return mainNumbers;
    }
}
