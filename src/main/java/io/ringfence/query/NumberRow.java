package io.ringfence.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ringfence.domain.Action;
import io.ringfence.domain.PhoneNumber;
import java.util.List;

/**
 * A number's state and what the operator may do with it now.
 *
 * @param availableActions empty where nothing is offered: cooling off, locked, change in progress
 */
public record NumberRow(@JsonUnwrapped NumberState state, List<Action> availableActions) {
    /** The row of a number. */
    public static NumberRow of(PhoneNumber number, List<Action> availableActions) {
        return new NumberRow(NumberState.of(number), availableActions);
    }
}
