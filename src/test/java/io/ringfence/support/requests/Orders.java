package io.ringfence.support.requests;

import io.ringfence.domain.OrderType;
import io.ringfence.domain.Party;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOrderBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Voice service orders for tests: well-formed, each with an id of its own. */
public final class Orders {
    private Orders() {}

    public static VoiceServiceOrder add(Party party, int quantity) {
        return order(OrderType.ADD, party).quantity(quantity).build();
    }

    public static VoiceServiceOrder addWithMainNumber(Party party, int quantity) {
        return add(party, quantity).withWithMainNumber(true);
    }

    public static VoiceServiceOrder addReserved(Party party, int quantity, boolean withMainNumber) {
        return add(party, quantity).withWithMainNumber(withMainNumber).withActivate(false);
    }

    /**
     * An order for these numbers and no others.
     *
     * @param mainNumber null for none
     */
    public static VoiceServiceOrder addChosen(Party party, String mainNumber, List<String> phoneNumbers) {
        return order(OrderType.ADD, party)
                .phoneNumbers(phoneNumbers)
                .mainNumber(mainNumber)
                .build();
    }

    public static VoiceServiceOrder cease(Party party, LocalDate coolingOffDate) {
        return order(OrderType.CEASE, party).coolingOffDate(coolingOffDate).build();
    }

    private static VoiceServiceOrderBuilder order(OrderType type, Party party) {
        return VoiceServiceOrderBuilder.builder()
                .orderId(UUID.randomUUID())
                .siteId(Requests.SITE)
                .type(type)
                .party(party)
                .activate(true)
                .requestedBy("test");
    }
}
