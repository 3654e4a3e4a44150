package io.ringfence.domain;

import java.util.List;

/**
 * What the operator may do with a number now, and why not the rest. Now, each action of the operator is in one of the
 * two, in the order of {@link Action}.
 */
public record Offer(List<Action> available, List<UnavailableAction> unavailable) {
    /** Of what is past, nothing can be changed. */
    public static final Offer OF_THE_PAST = new Offer(List.of(), List.of());
}
