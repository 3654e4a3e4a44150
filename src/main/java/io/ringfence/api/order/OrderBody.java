package io.ringfence.api.order;

import io.ringfence.api.parameter.JsonBody;
import io.ringfence.domain.VoiceServiceOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An order as JSON. What is readable but breaks a rule is the rules' to refuse. */
final class OrderBody {
    /** As of the schema, and what a record cannot be without; the rules then find that missing. */
    private static final Map<String, Object> DEFAULTS = Map.of(
            "type", "UNKNOWN",
            "quantity", 0,
            "withMainNumber", false,
            "activate", true,
            "phoneNumbers", List.of(),
            "requestedBy", "",
            "party.type", "UNKNOWN",
            "party.id", "",
            "party.name", "");

    private OrderBody() {}

    /** The order, with an id of its own where it has none. */
    static VoiceServiceOrder read(String siteId, byte[] body) {
        VoiceServiceOrder order = JsonBody.read(body, VoiceServiceOrder.class, Map.of("siteId", siteId), DEFAULTS);
        return order.withOrderId(Optional.ofNullable(order.orderId()).orElseGet(UUID::randomUUID));
    }
}
