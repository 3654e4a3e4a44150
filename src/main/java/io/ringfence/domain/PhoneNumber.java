package io.ringfence.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The state of a provisioned number.
 *
 * @param phoneNumber canonical E.164 with plus
 * @param allocatedTo null while AVAILABLE or COOLDOWN
 * @param assignedUser null unless ASSIGNED
 * @param mainNumber nominated; outlives allocation and cooling off
 * @param coolingOffDate last day of cooling off; null unless COOLDOWN
 * @param locked closed to the operator by the provider
 * @param changeInProgress null when nothing is being decided
 * @param version 1 at provisioning, one more with every accepted change
 * @param original null where all that was written of it is known
 */
public record PhoneNumber(
        String phoneNumber,
        String siteId,
        NumberDetails details,
        Status status,
        Party allocatedTo,
        String assignedUser,
        boolean mainNumber,
        LocalDate coolingOffDate,
        boolean locked,
        ChangeInProgress changeInProgress,
        long version,
        Instant updatedAt,
        Original original) {

    /** A number of which all is known. */
    public PhoneNumber(
            String phoneNumber,
            String siteId,
            NumberDetails details,
            Status status,
            Party allocatedTo,
            String assignedUser,
            boolean mainNumber,
            LocalDate coolingOffDate,
            boolean locked,
            ChangeInProgress changeInProgress,
            long version,
            Instant updatedAt) {
        this(
                phoneNumber,
                siteId,
                details,
                status,
                allocatedTo,
                assignedUser,
                mainNumber,
                coolingOffDate,
                locked,
                changeInProgress,
                version,
                updatedAt,
                null);
    }

    /** Whether nothing of it was written by a newer release and is not known here. */
    public boolean isKnownInFull() {
        return original == null;
    }

    /** The same, of which there is more than is known. */
    public PhoneNumber of(Original newer) {
        return new PhoneNumber(
                phoneNumber,
                siteId,
                details,
                status,
                allocatedTo,
                assignedUser,
                mainNumber,
                coolingOffDate,
                locked,
                changeInProgress,
                version,
                updatedAt,
                newer);
    }

    /** Its status as it was written, be it one of {@link Status} or not. */
    String statusSymbol() {
        return original == null ? status.name() : original.status();
    }

    /** The party that has the number as its main number; empty when none has. */
    public Optional<Party> mainNumberOf() {
        return mainNumber ? Optional.ofNullable(allocatedTo) : Optional.empty();
    }

    /** Whether an order may pick it for whoever needs one, as far as can be told from what is known of it. */
    public boolean isFree() {
        return status == Status.AVAILABLE && !locked && details.kind() == NumberKind.DIRECT && changeInProgress == null;
    }

    /** Whether an order may pick it once it has cooled off. */
    public boolean isFreeOnceCooledOff() {
        return status == Status.COOLDOWN && available().isFree();
    }

    /** Whether its holder has it in service; one in a state that a newer release has given it may be. */
    public boolean isInService() {
        return switch (status) {
            case ACTIVE, ASSIGNED, UNKNOWN -> true;
            case AVAILABLE, RESERVED, COOLDOWN -> false;
        };
    }

    static PhoneNumber provisioned(String phoneNumber, String siteId, NumberDetails details) {
        return new PhoneNumber(
                phoneNumber, siteId, details, Status.AVAILABLE, null, null, false, null, false, null, 0, Instant.EPOCH);
    }

    PhoneNumber available() {
        return with(Status.AVAILABLE, null, null, null);
    }

    PhoneNumber coolingOff(LocalDate until) {
        return with(Status.COOLDOWN, null, null, until);
    }

    PhoneNumber reserved(Party party) {
        return with(Status.RESERVED, party, null, null);
    }

    PhoneNumber active() {
        return with(Status.ACTIVE, allocatedTo, null, null);
    }

    PhoneNumber assigned(String user) {
        return with(Status.ASSIGNED, allocatedTo, user, null);
    }

    PhoneNumber withMainNumber(boolean nominated) {
        return copy(status, allocatedTo, assignedUser, nominated, coolingOffDate, locked, changeInProgress);
    }

    PhoneNumber withLocked(boolean closed) {
        return copy(status, allocatedTo, assignedUser, mainNumber, coolingOffDate, closed, changeInProgress);
    }

    PhoneNumber withChangeInProgress(ChangeInProgress change) {
        return copy(status, allocatedTo, assignedUser, mainNumber, coolingOffDate, locked, change);
    }

    PhoneNumber at(long newVersion, Instant when) {
        return new PhoneNumber(
                phoneNumber,
                siteId,
                details,
                status,
                allocatedTo,
                assignedUser,
                mainNumber,
                coolingOffDate,
                locked,
                changeInProgress,
                newVersion,
                when);
    }

    private PhoneNumber with(Status newStatus, Party party, String user, LocalDate until) {
        return copy(newStatus, party, user, mainNumber, until, locked, changeInProgress);
    }

    private PhoneNumber copy(
            Status newStatus,
            Party party,
            String user,
            boolean nominated,
            LocalDate until,
            boolean closed,
            ChangeInProgress change) {
        return new PhoneNumber(
                phoneNumber,
                siteId,
                details,
                newStatus,
                party,
                user,
                nominated,
                until,
                closed,
                change,
                version,
                updatedAt);
    }
}
