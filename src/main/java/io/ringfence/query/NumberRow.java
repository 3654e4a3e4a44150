package io.ringfence.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micronaut.core.annotation.Nullable;
import io.ringfence.domain.Action;
import io.ringfence.domain.Offer;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Question;
import io.ringfence.domain.UnavailableAction;
import java.util.List;

/**
 * A number's state and what the operator may do with it now.
 *
 * @param nationalFormat how the number is written in its country
 * @param waitsFor whose answer its change in progress waits for; null, and not shown, where there is none
 * @param availableActions empty where nothing is offered: cooling off, locked, change in progress
 * @param unavailableActions why not each other action; null, and not shown, where nobody asked
 */
public record NumberRow(
        @JsonUnwrapped NumberState state,
        String nationalFormat,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Question waitsFor,
        List<Action> availableActions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<UnavailableAction> unavailableActions) {
    /** The row of a number, with what is not offered and why. */
    public static NumberRow explained(PhoneNumber number, Offer offer) {
        return row(number, offer.available(), offer.unavailable());
    }

    /** The row of a number. */
    public static NumberRow of(PhoneNumber number, Offer offer) {
        return row(number, offer.available(), null);
    }

    /** The same without what is not offered. */
    public NumberRow unexplained() {
        return new NumberRow(state, nationalFormat, waitsFor, availableActions, null);
    }

    private static NumberRow row(PhoneNumber number, List<Action> available, List<UnavailableAction> unavailable) {
        return new NumberRow(
                NumberState.of(number),
                NationalFormat.of(number.phoneNumber()),
                number.changeInProgress() == null
                        ? null
                        : number.changeInProgress().waitsFor(),
                available,
                unavailable);
    }
}
