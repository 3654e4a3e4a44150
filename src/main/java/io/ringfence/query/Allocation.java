package io.ringfence.query;

import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;

/** To what sort of party a number is allocated, if to any. */
public enum Allocation {
    OPERATOR,
    OCCUPIER,
    UNALLOCATED;

    static Allocation of(Party party) {
        if (party == null) {
            return UNALLOCATED;
        }
        return party.type() == PartyType.OPERATOR ? OPERATOR : OCCUPIER;
    }
}
