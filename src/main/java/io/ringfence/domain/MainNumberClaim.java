package io.ringfence.domain;

/**
 * A request that would give a party a main number, and that no number can decide alone: the owner of the site, who
 * sees them all, grants it to the first and refuses the others while that one has it.
 *
 * @param party whose main number it is to be
 * @param number the number that is to be it, with the change in progress
 */
public record MainNumberClaim(Party party, PhoneNumber number) implements Verdict, NumberEvent {
    @Override
    public String phoneNumber() {
        return number.phoneNumber();
    }
}
