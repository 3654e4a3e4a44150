package io.ringfence.query;

import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import java.util.Locale;
import java.util.Optional;

/** What somebody looks for, as it was typed. */
public final class Search {
    private final String text;
    private final Optional<WrittenNumber> number;

    /**
     * @param text not blank
     */
    public Search(String text) {
        this.text = text.strip().toLowerCase(Locale.ROOT);
        this.number = WrittenNumber.of(text);
    }

    /** Whether it is part of the number itself. */
    boolean isInNumber(String phoneNumber) {
        return number.filter(part -> part.isIn(phoneNumber)).isPresent();
    }

    /** Whether it is part of the number, its extension, or part of the name of its range or party. */
    boolean finds(PhoneNumber candidate) {
        NumberDetails details = candidate.details();
        return isInNumber(candidate.phoneNumber())
                || text.equalsIgnoreCase(details.extension())
                || isIn(details.rangeName())
                || isIn(name(candidate.allocatedTo()));
    }

    private static String name(Party party) {
        return party == null ? null : party.name();
    }

    private boolean isIn(String name) {
        return name != null && name.toLowerCase(Locale.ROOT).contains(text);
    }
}
