package io.ringfence.domain;

import java.util.Optional;
import java.util.stream.Stream;

/** What the owner of a site knows of it, as of the event at hand. */
public interface SiteView {
    /** Every number at the site, lowest first. To be closed. */
    Stream<PhoneNumber> numbers();

    /** A number at the site; empty when it is not there. */
    Optional<PhoneNumber> number(String phoneNumber);

    /** The number that is the party's main number, or is about to be: its claim is granted. */
    Optional<String> mainNumberOf(Party party);

    /** Whether an order that is being carried out has picked the number. */
    boolean isPicked(String phoneNumber);
}
