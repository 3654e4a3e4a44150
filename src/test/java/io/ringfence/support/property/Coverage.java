package io.ringfence.support.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.VoiceServiceOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How often the tries of a property came across what they are there for. */
public final class Coverage {
    private final Map<String, Integer> counts = new TreeMap<>();
    private boolean failed;

    public void saw(String label) {
        counts.merge(label, 1, Integer::sum);
    }

    /** What fails is reported as that, not as what it kept from being seen. */
    void failed() {
        failed = true;
    }

    public static String accepted(Action action) {
        return "accepted " + action;
    }

    public static String refused(RejectionCode code) {
        return "refused " + code;
    }

    public static String order(OrderResult result) {
        return "order " + result;
    }

    public static String orderRefused(OrderRejectionCode code) {
        return "order refused " + code;
    }

    public static String added(VoiceServiceOrder order) {
        boolean chosen = !order.phoneNumbers().isEmpty();
        boolean withMainNumber = chosen ? order.mainNumber() != null : order.withMainNumber();
        return added(chosen, withMainNumber, order.activate());
    }

    private static String added(boolean chosen, boolean withMainNumber, boolean activate) {
        return "added chosen=%s withMainNumber=%s activate=%s".formatted(chosen, withMainNumber, activate);
    }

    public static Stream<String> actions() {
        return Stream.of(Action.values())
                .filter(action -> action != Action.UNKNOWN)
                .map(Coverage::accepted);
    }

    public static Stream<String> codes() {
        return EnumSet.complementOf(EnumSet.of(RejectionCode.UNKNOWN)).stream().map(Coverage::refused);
    }

    public static Stream<String> orderOutcomes() {
        return Stream.concat(
                EnumSet.complementOf(EnumSet.of(OrderResult.UNKNOWN)).stream().map(Coverage::order),
                EnumSet.complementOf(EnumSet.of(OrderRejectionCode.UNKNOWN)).stream()
                        .map(Coverage::orderRefused));
    }

    public static Stream<String> additions() {
        List<Boolean> either = List.of(true, false);
        return either.stream().flatMap(chosen -> either.stream()
                .flatMap(withMainNumber -> either.stream().map(activate -> added(chosen, withMainNumber, activate))));
    }

    @SafeVarargs
    public final void assertReached(Stream<String>... labels) {
        if (!failed) {
            assertThat(Stream.of(labels).flatMap(some -> some))
                    .as("what the tries came across: %s", this)
                    .allMatch(counts::containsKey);
        }
    }

    /** Rarest first. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }
}
