package io.ringfence.support.model;

import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.PhoneNumberBuilder;
import io.ringfence.domain.Status;
import java.time.Instant;
import java.time.LocalDate;

/** A number in the plainest form: fields that the table's effects set. Not there while it has no status. */
final class ModelNumber {
    final String phoneNumber;
    String siteId;
    NumberDetails details;
    Status status;
    Party party;
    String user;
    boolean main;
    LocalDate until;
    boolean locked;
    String lockReason;
    ChangeInProgress progress;
    Envelope pending;
    long version;
    Instant updatedAt;

    ModelNumber(String phoneNumber) {
        this.phoneNumber = phoneNumber;
    }

    boolean isThere() {
        return status != null;
    }

    /** As others see it; null while it is not there. */
    PhoneNumber shown() {
        return isThere()
                ? PhoneNumberBuilder.builder()
                        .phoneNumber(phoneNumber)
                        .siteId(siteId)
                        .details(details)
                        .status(status)
                        .allocatedTo(party)
                        .assignedUser(user)
                        .mainNumber(main)
                        .coolingOffDate(until)
                        .locked(locked)
                        .lockReason(lockReason)
                        .changeInProgress(progress)
                        .version(version)
                        .updatedAt(updatedAt)
                        .build()
                : null;
    }
}
