package io.ringfence.support.property;

import io.ringfence.domain.Action;
import io.ringfence.domain.OrderType;

/**
 * What a test does next in a {@link World}. Numbers, parties and sites by their index there, so that a step says the
 * same wherever it stands; what a choice is among follows from how the world stands.
 */
public sealed interface Step {
    /** What is wrong with a request, if anything. */
    enum Twist {
        NONE,
        VERSION_AS_IT_IS,
        STALE_VERSION,
        OTHER_SITE,
        OTHER_TOPIC,
        FIELD_MISSING,
        NO_SENDER
    }

    /** What is wrong with an order, if anything. */
    enum OrderTwist {
        NONE,
        QUANTITY_OUT_OF_BOUNDS,
        NO_PARTY,
        OTHER_KEY,
        UNKNOWN_SITE,
        DATE_PASSED
    }

    /** Sends any request, possible or not. */
    record Ask(Action action, int number, int party, int days, Twist twist) implements Step {}

    /** Sends a request that could be accepted as its number is. */
    record AskPossible(int choice, int number, int party, int days) implements Step {}

    /** Sends the request that is refused to a number that has come far. */
    record AskTooMuch(int choice) implements Step {}

    /** Frees what nobody holds and nobody could have: cooling off, locked, or gone. */
    record Restore() implements Step {}

    /** Sends an earlier request again. */
    record AskAgain(int back) implements Step {}

    /** Sends another request under the id of an earlier one. */
    record ReuseId(int back, Action action) implements Step {}

    /** Sends an earlier request that went to a wrong topic again, to the right one. */
    record SendWhereItBelongs(int back) implements Step {}

    record Order(
            OrderType type,
            int site,
            int party,
            int quantity,
            boolean withMainNumber,
            boolean activate,
            int days,
            OrderTwist twist)
            implements Step {
        /** An order that goes through all that an order can. */
        public static Order simple(int choice) {
            return new Order(OrderType.ADD, choice, choice, 1, true, true, 0, OrderTwist.NONE);
        }
    }

    /**
     * Orders numbers by name.
     *
     * @param choice which, and whether they are such as can be had
     * @param mainNumber which of them is to be the main number, if that is one of them
     */
    record OrderChosen(int choice, int site, int party, int count, int mainNumber, boolean activate) implements Step {}

    /** Sends an earlier order again. */
    record OrderAgain(int back) implements Step {}

    /** Sends another order under the id of an earlier one. */
    record ReuseOrderId(int back, int quantity) implements Step {}

    /**
     * Says what a party is entitled to.
     *
     * @param voiceServices below 0 where nothing is known any more
     */
    record Entitle(int site, int party, int voiceServices) implements Step {}

    /** Lets time pass for whoever stamps records. */
    record Wait(int minutes) implements Step {}

    /** Lets the clock that ends cooling off catch up. */
    record Tick() implements Step {}

    /** Delivers one record after another, each from any of the partitions that hold some. */
    record Deliver(int choice, int count) implements Step {}

    /** Delivers all that is left. */
    record Drain(int choice) implements Step {}

    /** Gets in ahead of an order's request for a number. */
    record Interfere(int choice, Action action, int party) implements Step {}

    /** Gives the party of an order in progress a main number by another way. */
    record PreemptMainNumber(int choice) implements Step {}

    /** Takes a number from an order that is nearly done, and all that could be had in its place. */
    record Starve(int choice) implements Step {}

    /** Sends a request again whose claim has no answer yet. */
    record AskAgainMeanwhile(int choice) implements Step {}
}
