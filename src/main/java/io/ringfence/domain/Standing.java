package io.ringfence.domain;

/** How a number stands to the party of an order. */
public enum Standing {
    /** The party's, in a state that a newer release has given it. */
    UNKNOWN,
    /** Nobody's, and free to be allocated. */
    FREE,
    /** The party's, not in service. */
    RESERVED,
    /** The party's, in service. */
    ACTIVE,
    /** The party's, given to a user. */
    ASSIGNED,
    /** The party's or about to be, with a change in progress. */
    CHANGING,
    /** Of no use to the party: another's, locked, cooling off, gone. */
    LOST;

    /** Whether the number is the party's and nothing is being decided. */
    boolean isHeld() {
        return this == RESERVED || this == ACTIVE || this == ASSIGNED || this == UNKNOWN;
    }

    /**
     * @param number as of now: time has had its effect
     * @param promised whether the site has granted that the number is to be the party's main number
     */
    static Standing of(PhoneNumber number, VoiceServiceOrder order, boolean promised) {
        boolean held = number.allocatedTo() != null && number.allocatedTo().isSameAs(order.party());
        if (number.changeInProgress() != null) {
            return held || promised ? CHANGING : LOST;
        }
        return switch (number.status()) {
            case UNKNOWN -> held ? UNKNOWN : LOST;
            case AVAILABLE -> isFree(number, order) ? FREE : LOST;
            case RESERVED -> held ? RESERVED : LOST;
            case ACTIVE -> held ? ACTIVE : LOST;
            case ASSIGNED -> held ? ASSIGNED : LOST;
            case COOLDOWN -> LOST;
        };
    }

    /** Who names a number may have one of any kind. */
    private static boolean isFree(PhoneNumber number, VoiceServiceOrder order) {
        return number.isKnownInFull() && (order.isChosen() ? !number.locked() : number.isFree());
    }
}
