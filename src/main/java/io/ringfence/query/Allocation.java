package io.ringfence.query;

import io.ringfence.domain.Party;
import java.util.Optional;

/** To what sort of party a number is allocated, if to any. */
public enum Allocation {
    OPERATOR,
    OCCUPIER,
    UNALLOCATED;

    /** Empty for a sort that a newer release knows. */
    static Optional<Allocation> of(Party party) {
        if (party == null) {
            return Optional.of(UNALLOCATED);
        }
        return switch (party.type()) {
            case OPERATOR -> Optional.of(OPERATOR);
            case OCCUPIER -> Optional.of(OCCUPIER);
            case UNKNOWN -> Optional.empty();
        };
    }
}
