package io.ringfence.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
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
 * @param lockReason null unless locked with one
 * @param original null where all that was written of it is known
 */
@RecordBuilder
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
        String lockReason,
        Original original)
        implements PhoneNumberBuilder.With {

    /** Whether nothing of it was written by a newer release and is not known here. */
    public boolean isKnownInFull() {
        return original == null;
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
        return isUnused() && changeInProgress == null;
    }

    /** Whether it is one of those of which a site must not run short. What is being decided of it may come to nothing. */
    boolean isStock() {
        return isUnused() && !mainNumber;
    }

    private boolean isUnused() {
        return status == Status.AVAILABLE && !locked && details.kind() == NumberKind.DIRECT;
    }

    /** The last day of its cooling off; empty where it does not cool off. */
    public Optional<LocalDate> returning() {
        return status == Status.COOLDOWN ? Optional.ofNullable(coolingOffDate) : Optional.empty();
    }

    /** Whether an order may pick it once it has cooled off. */
    public boolean isFreeOnceCooledOff() {
        return status == Status.COOLDOWN && available().isFree();
    }

    /** Whether its holder has it in service; one in a state that a newer release has given it may be. */
    public boolean isInService() {
        return status.isInService();
    }

    /** As it comes to its site, at no version yet. */
    static PhoneNumber provisioned(String phoneNumber, String siteId, NumberDetails details) {
        return PhoneNumberBuilder.builder()
                .phoneNumber(phoneNumber)
                .siteId(siteId)
                .details(details)
                .status(Status.AVAILABLE)
                .updatedAt(Instant.EPOCH)
                .build();
    }

    PhoneNumber available() {
        return moved(Status.AVAILABLE, null, null, null);
    }

    PhoneNumber coolingOff(LocalDate until) {
        return moved(Status.COOLDOWN, null, null, until);
    }

    PhoneNumber reserved(Party party) {
        return moved(Status.RESERVED, party, null, null);
    }

    PhoneNumber active() {
        return moved(Status.ACTIVE, allocatedTo, null, null);
    }

    PhoneNumber assigned(String user) {
        return moved(Status.ASSIGNED, allocatedTo, user, null);
    }

    PhoneNumber at(long newVersion, Instant when) {
        return with(number -> number.version(newVersion).updatedAt(when));
    }

    /**
     * @param reason null or blank where there is none
     */
    PhoneNumber locked(String reason) {
        return with(number -> number.locked(true).lockReason(reason == null || reason.isBlank() ? null : reason));
    }

    PhoneNumber unlocked() {
        return with(number -> number.locked(false).lockReason(null));
    }

    private PhoneNumber moved(Status to, Party party, String user, LocalDate until) {
        return with(number ->
                number.status(to).allocatedTo(party).assignedUser(user).coolingOffDate(until));
    }
}
