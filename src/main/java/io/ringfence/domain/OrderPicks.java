package io.ringfence.domain;

import java.util.List;
import java.util.Optional;

/** What is remembered of the numbers that an order is about, as of before the step at hand. */
public interface OrderPicks {
    /** Empty where the order is not about the number. */
    Optional<Pick> get(String phoneNumber);

    /**
     * Those after a number, lowest first.
     *
     * @param phoneNumber empty for the lowest of all
     */
    List<Pick> after(String phoneNumber, int limit);
}
