package io.ringfence.domain;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the owner of a site knows of a party there, and says by that.
 *
 * @param mainNumber that it has, or is being given
 * @param voiceServices how many of its numbers may be in service; empty where that is not limited
 * @param inService how many are, or are about to be; not counted where that is not limited
 */
public record PartyAtSite(Optional<String> mainNumber, OptionalInt voiceServices, long inService) {
    /** A party of which nothing is known. */
    public static final PartyAtSite UNHEARD_OF = unlimited(Optional.empty());

    /** One of whose numbers any may be in service. */
    public static PartyAtSite unlimited(Optional<String> mainNumber) {
        return new PartyAtSite(mainNumber, OptionalInt.empty(), 0);
    }

    /** The party with another main number. */
    public PartyAtSite withMainNumber(Optional<String> other) {
        return new PartyAtSite(other, voiceServices, inService);
    }

    /** Whether so many more of its numbers may not be in service. */
    boolean isExceededBy(int more) {
        return voiceServices.isPresent() && inService + more > voiceServices.getAsInt();
    }

    /**
     * What there is against granting a request of one of the party's numbers.
     *
     * @param phoneNumber of the number; not yet granted what it asks for, where that counts
     */
    public Optional<Objection> objection(Question question, String phoneNumber) {
        return switch (question) {
            case MAIN_NUMBER ->
                mainNumber.filter(holder -> !holder.equals(phoneNumber)).map(Objection.MainNumberHeld::new);
            case ENTITLEMENT ->
                isExceededBy(1) ? Optional.of(new Objection.NotEntitled(voiceServices.getAsInt())) : Optional.empty();
            // Not the site's to answer.
            case UNKNOWN, FULFILMENT -> Optional.empty();
        };
    }
}
