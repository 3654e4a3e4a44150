package io.ringfence.topology;

import io.ringfence.domain.Answer;
import io.ringfence.domain.Objection;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import java.util.Optional;

/**
 * What the owner of a site grants to changes in progress. What it has granted is given back by whatever ends the change, be it
 * true then or not: no message asks for that, and none can be forgotten.
 */
final class Grants {
    private final MainNumbers mainNumbers;
    private final Entitlements entitlements;
    private final KnownParties parties;

    Grants(MainNumbers mainNumbers, Entitlements entitlements, KnownParties parties) {
        this.mainNumbers = mainNumbers;
        this.entitlements = entitlements;
        this.parties = parties;
    }

    /** The answer; empty where it is not the site that is asked. What is asked again is granted again. */
    Optional<Answer> answer(PendingChange change) {
        change.aboutToServe().ifPresent(party -> entitlements.grant(change, party));
        return Optional.ofNullable(change.party()).map(party -> {
            Optional<Objection> objection = isGranted(change)
                    ? Optional.empty()
                    : parties.of(change.number().siteId(), party).objection(change.question(), change.phoneNumber());
            if (objection.isEmpty()) {
                grant(change);
            }
            return new Answer(
                    change.number().changeInProgress().requestId(), change.phoneNumber(), change.question(), objection);
        });
    }

    private boolean isGranted(PendingChange change) {
        return switch (change.question()) {
            case MAIN_NUMBER -> mainNumbers.isGranted(change);
            case ENTITLEMENT -> entitlements.isGranted(change);
            case UNKNOWN, FULFILMENT -> throw notOurs(change);
        };
    }

    private void grant(PendingChange change) {
        switch (change.question()) {
            case MAIN_NUMBER -> mainNumbers.grant(change);
            case ENTITLEMENT -> entitlements.grant(change, change.party());
            case UNKNOWN, FULFILMENT -> throw notOurs(change);
        }
    }

    private static IllegalStateException notOurs(PendingChange change) {
        return new IllegalStateException("No site answers " + change);
    }

    /** A change has come true. */
    void follow(StateChange change) {
        mainNumbers.follow(change);
        entitlements.ended(change.siteId(), change.phoneNumber());
    }

    /**
     * The number waits for nothing, and is what it is. What was refused, and asked again, may have been granted meanwhile:
     * nobody waits for that, and nothing else would ever free it.
     */
    void take(PhoneNumber number) {
        mainNumbers.take(number);
        entitlements.ended(number.siteId(), number.phoneNumber());
    }
}
