package io.ringfence.page;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOrderBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the form of voice services orders.
 *
 * @param orderId the same from the preview on, so that nothing is ordered twice
 * @param order whether it is ordered, and not only tried
 */
@Introspected
record OrderForm(
        @Nullable UUID orderId,
        OrderType type,
        @Nullable String party,
        @Nullable String occupier,
        @Nullable String partyName,
        @Nullable Integer quantity,
        @Nullable Boolean withMainNumber,
        @Nullable Boolean activate,
        @Nullable LocalDate coolingOffDate,
        @Nullable Boolean order) {
    static final OrderForm EMPTY = new OrderForm(null, OrderType.ADD, null, null, null, 1, true, true, null, null);

    /** Of an order that was placed before. */
    static final OrderForm ORDERED = new OrderForm(null, OrderType.ADD, null, null, null, 1, true, true, null, true);

    VoiceServiceOrder order(Place site, String requestedBy) {
        return VoiceServiceOrderBuilder.builder()
                .orderId(Optional.ofNullable(orderId).orElseGet(UUID::randomUUID))
                .siteId(site.siteId())
                .type(type)
                .party(PartyChoice.of(site, choice(), partyName))
                .quantity(Optional.ofNullable(quantity).orElse(0))
                .withMainNumber(Boolean.TRUE.equals(withMainNumber))
                .activate(Boolean.TRUE.equals(activate))
                .coolingOffDate(type == OrderType.CEASE ? coolingOffDate : null)
                .phoneNumbers(List.of())
                .requestedBy(requestedBy)
                .build();
    }

    boolean isOrdered() {
        return Boolean.TRUE.equals(order);
    }

    boolean is(OrderType other) {
        return type == other;
    }

    /** As of {@link PartyChoice#value}; null where none was made. */
    String choice() {
        return PartyChoice.value(party, occupier);
    }
}
