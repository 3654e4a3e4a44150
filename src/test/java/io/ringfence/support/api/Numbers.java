package io.ringfence.support.api;

import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.PhoneNumberBuilder;
import io.ringfence.domain.Status;
import java.time.Instant;
import java.time.LocalDate;

/** A number to name only what a test is about; it starts out available at {@link #SITE}. */
public final class Numbers {
    static final String SITE = "london-1";
    public static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
    public static final Party OPERATOR = new Party(PartyType.OPERATOR, "op", "Desks & Co");
    public static final Party ACME = new Party(PartyType.OCCUPIER, "acme", "Acme");

    private final String phoneNumber;
    private NumberDetails details = new NumberDetails(NumberKind.DIRECT, null, null, null);
    private Status status = Status.AVAILABLE;
    private Party allocatedTo;
    private String assignedUser;
    private boolean mainNumber;
    private LocalDate coolingOffDate;
    private boolean locked;
    private ChangeInProgress changeInProgress;

    private Numbers(String phoneNumber) {
        this.phoneNumber = phoneNumber;
    }

    public static Numbers number(String phoneNumber) {
        return new Numbers(phoneNumber);
    }

    /** One of the numbers +442079460000 to +442079460999, which are nobody's. */
    public static Numbers number(int last) {
        return number("+44207946%04d".formatted(last));
    }

    public Numbers details(String extension, String rangeName, NumberKind kind, String portedFrom) {
        details = new NumberDetails(kind, extension, rangeName, portedFrom);
        return this;
    }

    public Numbers held(Status newStatus, Party by) {
        status = newStatus;
        allocatedTo = by;
        return this;
    }

    public Numbers assigned(Party to, String user) {
        assignedUser = user;
        return held(Status.ASSIGNED, to);
    }

    public Numbers coolingOff(String until) {
        status = Status.COOLDOWN;
        coolingOffDate = LocalDate.parse(until);
        return this;
    }

    public Numbers main() {
        mainNumber = true;
        return this;
    }

    public Numbers locked() {
        locked = true;
        return this;
    }

    public Numbers changing(ChangeInProgress change) {
        changeInProgress = change;
        return this;
    }

    public PhoneNumber build() {
        return PhoneNumberBuilder.builder()
                .phoneNumber(phoneNumber)
                .siteId(SITE)
                .details(details)
                .status(status)
                .allocatedTo(allocatedTo)
                .assignedUser(assignedUser)
                .mainNumber(mainNumber)
                .coolingOffDate(coolingOffDate)
                .locked(locked)
                .changeInProgress(changeInProgress)
                .version(3)
                .updatedAt(NOW)
                .build();
    }
}
