package io.ringfence.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * How far an order has been carried out, the numbers that it is about aside.
 *
 * @param cursor the number up to which the phase has looked at them, empty before the first; null when at all
 * @param picked how many they are; those that CEASE is done with do not count
 * @param open those among them that were looked at and are not yet as the phase wants them
 * @param mainNumber the main number among them; null when there is none
 * @param ceased whether CEASE has put any number into cooling off
 * @param code why it is being undone; null while it is not
 * @param message the sentence that belongs to the code
 * @param asked requests that it has made; gives each an id of its own
 * @param awaited those among them that have no answer yet, and do not wait for the voice platform
 * @param givenBack numbers of no more use that are still being given back
 * @param known whether nothing of it was written by a newer release and is not known here
 * @param former what the release before remembered of its numbers; null where that is not in here
 */
@RecordBuilder
public record OrderProgress(
        VoiceServiceOrder order,
        OrderPhase phase,
        String cursor,
        int picked,
        int open,
        String mainNumber,
        boolean ceased,
        OrderRejectionCode code,
        String message,
        int asked,
        int awaited,
        int givenBack,
        boolean known,
        Former former)
        implements OrderProgressBuilder.With {

    /**
     * The numbers of an order as the release before remembered them: all in one record.
     *
     * @param picks those that it is about
     * @param ceased those that it has put into cooling off
     */
    public record Former(List<Pick> picks, List<String> ceased) {}

    static OrderProgress notBegun(VoiceServiceOrder order) {
        OrderPhase first = order.type() == OrderType.ADD ? OrderPhase.PICKING : OrderPhase.CEASING;
        return OrderProgressBuilder.builder()
                .order(order)
                .phase(first)
                .cursor(PhasePosition.START)
                .known(true)
                .build();
    }
}
