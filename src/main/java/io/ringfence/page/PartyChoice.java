package io.ringfence.page;

import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;

/** A party as a form names it. */
final class PartyChoice {
    private static final String SEPARATOR = ":";

    /** That another field says which one. */
    static final String LISTED = "OCCUPIER";

    private PartyChoice() {}

    static String value(Party party) {
        return party.type() + SEPARATOR + party.id();
    }

    /** What two fields choose: the sort of party, and which one of several. */
    static String value(String party, String occupier) {
        return party == null || party.equals(LISTED) ? occupier : party;
    }

    /**
     * The party that was chosen, with its name in the directory; where that does not know it, with the name that was given.
     *
     * @param choice as of {@link #value}
     */
    static Party of(Place site, String choice, String name) {
        String chosen = choice == null ? "" : choice.strip();
        return site.parties().stream()
                .filter(party -> value(party).equals(chosen))
                .findFirst()
                .orElseGet(() -> unlisted(chosen, name));
    }

    private static Party unlisted(String choice, String name) {
        PartyType type = choice.startsWith(PartyType.OPERATOR + SEPARATOR) ? PartyType.OPERATOR : PartyType.OCCUPIER;
        String id = choice.startsWith(type + SEPARATOR) ? choice.substring((type + SEPARATOR).length()) : choice;
        if (id.isBlank()) {
            throw Refusals.unreadable("Choose whom the number is for.");
        }
        return new Party(type, id, name == null || name.isBlank() ? id : name);
    }
}
