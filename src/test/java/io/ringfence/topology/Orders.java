package io.ringfence.topology;

import io.ringfence.domain.OrderType;
import io.ringfence.domain.Party;
import io.ringfence.domain.VoiceServiceOrder;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Voice service orders for tests: well-formed, each with an id of its own. */
public final class Orders {
    private Orders() {}

    public static VoiceServiceOrder add(Party party, int quantity) {
        return add(party, quantity, false, true);
    }

    public static VoiceServiceOrder addWithMainNumber(Party party, int quantity) {
        return add(party, quantity, true, true);
    }

    public static VoiceServiceOrder addReserved(Party party, int quantity, boolean withMainNumber) {
        return add(party, quantity, withMainNumber, false);
    }

    private static VoiceServiceOrder add(Party party, int quantity, boolean withMainNumber, boolean activate) {
        return order(OrderType.ADD, party, quantity, withMainNumber, activate, null, List.of(), null);
    }

    /**
     * An order for these numbers and no others.
     *
     * @param mainNumber null for none
     */
    public static VoiceServiceOrder addChosen(Party party, String mainNumber, List<String> phoneNumbers) {
        return order(OrderType.ADD, party, 0, false, true, null, phoneNumbers, mainNumber);
    }

    public static VoiceServiceOrder cease(Party party, LocalDate coolingOffDate) {
        return order(OrderType.CEASE, party, 0, false, true, coolingOffDate, List.of(), null);
    }

    public static VoiceServiceOrder at(String siteId, VoiceServiceOrder order) {
        return copy(siteId, order.orderId(), order);
    }

    public static VoiceServiceOrder withId(UUID id, VoiceServiceOrder order) {
        return copy(order.siteId(), id, order).withKey(order.key());
    }

    private static VoiceServiceOrder copy(String siteId, UUID id, VoiceServiceOrder order) {
        return new VoiceServiceOrder(
                siteId,
                id,
                siteId,
                order.type(),
                order.party(),
                order.quantity(),
                order.withMainNumber(),
                order.activate(),
                order.coolingOffDate(),
                order.phoneNumbers(),
                order.mainNumber(),
                order.requestedBy());
    }

    private static VoiceServiceOrder order(
            OrderType type,
            Party party,
            int quantity,
            boolean withMainNumber,
            boolean activate,
            LocalDate coolingOffDate,
            List<String> phoneNumbers,
            String mainNumber) {
        return new VoiceServiceOrder(
                Requests.SITE,
                UUID.randomUUID(),
                Requests.SITE,
                type,
                party,
                quantity,
                withMainNumber,
                activate,
                coolingOffDate,
                phoneNumbers,
                mainNumber,
                "test");
    }
}
