package io.ringfence.query;

import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import java.util.Optional;

/**
 * Whom a number is to be allocated to.
 *
 * @param type empty where any will do
 */
public record Holder(Optional<PartyType> type, String id) {
    boolean is(Party party) {
        return party != null
                && id.equals(party.id())
                && type.map(party.type()::equals).orElse(true);
    }
}
