package io.ringfence.domain;

/**
 * Nothing is being decided about the number, which is as it is here. Said when a change in progress came to nothing, and
 * when the owner of the site may have missed something.
 */
public record ChangeAbandoned(PhoneNumber number) implements NumberEvent {
    @Override
    public String phoneNumber() {
        return number.phoneNumber();
    }
}
