package io.ringfence.domain;

/**
 * Whom a number can be allocated to.
 *
 * @param id unique within the type
 * @param name for people
 */
public record Party(PartyType type, String id, String name) {
    /** Whether the other is the same party; its name may differ from one request to the next. */
    public boolean isSameAs(Party other) {
        return type == other.type && id.equals(other.id);
    }
}
