package io.ringfence.domain;

/** A change in progress ended in a rejection: the number is as it was before. */
public record ChangeAbandoned(PhoneNumber number) implements NumberEvent {
    @Override
    public String phoneNumber() {
        return number.phoneNumber();
    }
}
