package io.ringfence.domain;

import java.util.List;

/**
 * How far an order has been carried out.
 *
 * @param picks the numbers that it is about at the moment, lowest first
 * @param ceased the numbers that it has put into cooling off, in that order
 * @param ceasedMainNumber the main number among them, or null
 * @param code why it is being undone; null while it is not
 * @param message the sentence that belongs to the code
 * @param asked requests that it has made; gives each an id of its own
 * @param known whether nothing of it was written by a newer release and is not known here
 */
public record OrderProgress(
        VoiceServiceOrder order,
        List<Pick> picks,
        List<String> ceased,
        String ceasedMainNumber,
        OrderRejectionCode code,
        String message,
        int asked,
        boolean known) {

    static OrderProgress notBegun(VoiceServiceOrder order) {
        return new OrderProgress(order, List.of(), List.of(), null, null, null, 0, true);
    }
}
