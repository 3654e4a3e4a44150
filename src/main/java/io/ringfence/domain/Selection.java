package io.ringfence.domain;

import java.util.List;

/** Which numbers an ADD gives its party. */
sealed interface Selection permits Add, Chosen {
    /** Finds some of those that are missing; has the order undone where one cannot be had. */
    List<Pick> find();

    /** Whether the order cannot do with a number of its own, for which it waits for nothing. */
    boolean isOfNoUse(Pick pick);

    /** What becomes of the order now that a number of its own is of no use, and is dropped. */
    void lose(Pick pick);

    /** What becomes of the order now that the voice platform could not do what it wants with a number of its own. */
    void fail(Pick pick, Rejection failure);

    /** Whether a main number is wanted and none of them is, as soon as all are the party's. */
    boolean lacksMainNumber();

    /** The one to be made the main number. */
    Pick nominee();
}
