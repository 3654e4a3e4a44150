package io.ringfence.domain;

/** What orders of a kind make of how their numbers stand. */
sealed interface OrderCourse permits Addition, Cease {
    /** Takes in that a number of the order has changed. */
    void hear(Pick before, Pick after);

    /** Takes in that the voice platform could not do what the order asked for. */
    void fail(Pick before, Pick after, Rejection failure);

    /** Does what is to be done next. Returns false when there is nothing to be done before something happens. */
    boolean goOn();
}
