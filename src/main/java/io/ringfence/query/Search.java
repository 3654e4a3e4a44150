package io.ringfence.query;

import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import java.util.Locale;
import java.util.Optional;

/** What somebody looks for, as it was typed. */
public final class Search {
    private final String typed;
    private final String text;
    private final Optional<WrittenNumber> number;

    /**
     * @param text not blank
     */
    public Search(String text) {
        this.typed = text;
        this.text = text.strip().toLowerCase(Locale.ROOT);
        this.number = WrittenNumber.of(text);
    }

    /** As it was typed. */
    public String typed() {
        return typed;
    }

    /** As it is looked for: case does not matter. */
    String text() {
        return text;
    }

    /** Whether it is part of the number itself. */
    boolean isInNumber(String phoneNumber) {
        return number.filter(part -> part.isIn(phoneNumber)).isPresent();
    }

    /** Whether it is part of the number, its extension, or part of the name of its range or party. */
    boolean finds(PhoneNumber candidate) {
        return isInNumber(candidate.phoneNumber())
                || isExtension(candidate.details().extension())
                || isInNames(candidate);
    }

    /** Whether it is the extension, which may be null. */
    boolean isExtension(String extension) {
        return text.equalsIgnoreCase(extension);
    }

    /** Whether it is part of the name of the range or of the party. */
    boolean isInNames(PhoneNumber candidate) {
        return isIn(candidate.details().rangeName()) || isIn(name(candidate.allocatedTo()));
    }

    private static String name(Party party) {
        return party == null ? null : party.name();
    }

    private boolean isIn(String name) {
        return name != null && name.toLowerCase(Locale.ROOT).contains(text);
    }
}
