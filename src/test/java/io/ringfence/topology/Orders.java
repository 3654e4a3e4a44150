package io.ringfence.topology;

import io.ringfence.domain.OrderType;
import io.ringfence.domain.Party;
import io.ringfence.domain.VoiceServiceOrder;
import java.time.LocalDate;
import java.util.UUID;

/** Voice service orders for tests: well-formed, each with an id of its own. */
public final class Orders {
    private Orders() {}

    public static VoiceServiceOrder add(Party party, int quantity) {
        return order(OrderType.ADD, party, quantity, false, true, null);
    }

    public static VoiceServiceOrder addWithMainNumber(Party party, int quantity) {
        return order(OrderType.ADD, party, quantity, true, true, null);
    }

    public static VoiceServiceOrder addReserved(Party party, int quantity, boolean withMainNumber) {
        return order(OrderType.ADD, party, quantity, withMainNumber, false, null);
    }

    public static VoiceServiceOrder cease(Party party, LocalDate coolingOffDate) {
        return order(OrderType.CEASE, party, 0, false, true, coolingOffDate);
    }

    public static VoiceServiceOrder at(String siteId, VoiceServiceOrder order) {
        return new VoiceServiceOrder(
                siteId,
                order.orderId(),
                siteId,
                order.type(),
                order.party(),
                order.quantity(),
                order.withMainNumber(),
                order.activate(),
                order.coolingOffDate(),
                order.requestedBy());
    }

    public static VoiceServiceOrder withId(UUID id, VoiceServiceOrder order) {
        return new VoiceServiceOrder(
                order.key(),
                id,
                order.siteId(),
                order.type(),
                order.party(),
                order.quantity(),
                order.withMainNumber(),
                order.activate(),
                order.coolingOffDate(),
                order.requestedBy());
    }

    private static VoiceServiceOrder order(
            OrderType type,
            Party party,
            int quantity,
            boolean withMainNumber,
            boolean activate,
            LocalDate coolingOffDate) {
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
                "test");
    }
}
