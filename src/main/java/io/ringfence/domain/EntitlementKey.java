package io.ringfence.domain;

import java.util.Arrays;
import java.util.Optional;

/** What says which party's entitlement it is: site, and type and id of the party. The id may hold slashes, the others none. */
public record EntitlementKey(String siteId, PartyType type, String id) {
    private static final char SEPARATOR = '/';

    /** That of a party. */
    public static EntitlementKey of(String siteId, Party party) {
        return new EntitlementKey(siteId, party.type(), party.id());
    }

    /** What the text says; empty where it is no key. */
    public static Optional<EntitlementKey> parsed(String text) {
        String[] parts = text.split(String.valueOf(SEPARATOR), 3);
        if (parts.length < 3 || !WellFormed.isSiteId(parts[0]) || parts[2].isBlank()) {
            return Optional.empty();
        }
        return Arrays.stream(PartyType.values())
                .filter(type -> type != PartyType.UNKNOWN && type.name().equals(parts[1]))
                .findFirst()
                .map(type -> new EntitlementKey(parts[0], type, parts[2]));
    }

    /** As the topic has it. */
    public String text() {
        return siteId + SEPARATOR + type + SEPARATOR + id;
    }

    /** The party, by its id where its name belongs: the key does not say that. */
    public Party party() {
        return new Party(type, id, id);
    }
}
