package io.ringfence.domain;

import java.util.Optional;

/**
 * A request that cannot be decided before somebody else has answered. Until then its number shows the change in progress,
 * which says what is asked.
 *
 * @param party for whom the owner of the site is asked; null where it is somebody else who is
 * @param number with the change in progress
 */
public record PendingChange(Party party, PhoneNumber number) implements Verdict, NumberEvent {
    @Override
    public String phoneNumber() {
        return number.phoneNumber();
    }

    /** What is asked. */
    public Question question() {
        return number.changeInProgress().waitsFor();
    }

    /**
     * The party that is about to have one more number in service, which the site cannot refuse any more: the voice platform
     * is at it. The owner of the number need not have asked the site; it may not have been told to at that time.
     */
    public Optional<Party> aboutToServe() {
        boolean serves = Transitions.questionForHolder(number.changeInProgress().action())
                .equals(Optional.of(Question.ENTITLEMENT));
        return question() == Question.FULFILMENT && serves ? Optional.of(number.allocatedTo()) : Optional.empty();
    }
}
