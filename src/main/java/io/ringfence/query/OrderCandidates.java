package io.ringfence.query;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rules;
import io.ringfence.domain.VoiceServiceOrder;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Of the numbers of a site, those that an order could be about: no more of a large site than it can take. */
final class OrderCandidates {
    private final VoiceServiceOrder order;
    private final Predicate<String> isPicked;
    private final Map<String, PhoneNumber> numbers = new TreeMap<>();
    private final Set<String> chosen;
    private int ordinary;
    private int nominated;

    private OrderCandidates(VoiceServiceOrder order, Predicate<String> isPicked) {
        this.order = order;
        this.chosen = new HashSet<>(order.phoneNumbers());
        this.isPicked = isPicked;
    }

    /**
     * Looks through all of them.
     *
     * @param all lowest first
     * @param isPicked whether an order has picked a number
     */
    static Map<String, PhoneNumber> among(
            Iterator<PhoneNumber> all, VoiceServiceOrder order, Rules rules, Predicate<String> isPicked, Instant now) {
        OrderCandidates candidates = new OrderCandidates(order, isPicked);
        all.forEachRemaining(number -> candidates.look(rules.asOf(now, number)));
        return candidates.numbers;
    }

    private void look(PhoneNumber number) {
        boolean isHeld = number.allocatedTo() != null && number.allocatedTo().isSameAs(order.party());
        if (isHeld || chosen.contains(number.phoneNumber()) || isWanted(number)) {
            numbers.put(number.phoneNumber(), number);
        }
    }

    /** One more than the order says, for a main number. */
    private boolean isWanted(PhoneNumber number) {
        if (!number.isFree() || isPicked.test(number.phoneNumber())) {
            return false;
        }
        return number.mainNumber() ? nominated++ < 1 : ordinary++ <= order.quantity();
    }
}
