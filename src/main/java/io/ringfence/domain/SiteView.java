package io.ringfence.domain;

import java.util.Optional;
import java.util.stream.Stream;

/** What the owner of a site knows of it, as of the event at hand. Nothing here costs more at a larger site. */
public interface SiteView {
    /** A number at the site; empty when it is not there. */
    Optional<PhoneNumber> number(String phoneNumber);

    /**
     * The numbers after a number that are allocated to a party, lowest first. To be closed.
     *
     * @param phoneNumber empty for the lowest of all
     */
    Stream<PhoneNumber> heldBy(Party party, String phoneNumber);

    /** Whether a party has a number in service. */
    boolean hasInService(Party party);

    /**
     * The numbers that may be free and that no order has picked, lowest first. To be closed.
     *
     * @param nominated whether as main numbers
     */
    Stream<PhoneNumber> free(boolean nominated);

    /** What is known of a party, what it is being granted included. */
    PartyAtSite party(Party party);

    /** The number that is the party's main number, or is about to be: it is granted. */
    Optional<String> mainNumberOf(Party party);

    /** Whether an order that is being carried out has picked the number. */
    boolean isPicked(String phoneNumber);

    /** The numbers of the order that is being carried out for a party. */
    OrderPicks picksFor(Party party);
}
