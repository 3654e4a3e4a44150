package io.ringfence.support.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.support.model.ModelSites.PartyAtSite;
import java.util.HashMap;
import java.util.Map;

/** What holds at every prefix of the state changes. */
public final class Promises {
    private final Map<String, StateChange> latest = new HashMap<>();
    private final Map<PartyAtSite, String> mainNumbers = new HashMap<>();

    public void follow(StateChange change) {
        StateChange previous = latest.put(change.phoneNumber(), change);
        assertThat(change.before()).as("before in %s", change).isEqualTo(previous == null ? null : previous.after());
        assertThat(change.version())
                .as("version of %s", change)
                .isEqualTo(previous == null ? 1 : previous.version() + 1);
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
