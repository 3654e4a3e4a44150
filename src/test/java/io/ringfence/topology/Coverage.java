package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.RejectionCode;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How often the tries of a property came across what they are there for. */
final class Coverage {
    private final Map<String, Integer> counts = new TreeMap<>();
    private boolean failed;

    void saw(String label) {
        counts.merge(label, 1, Integer::sum);
    }

    /** What fails is reported as that, not as what it kept from being seen. */
    void failed() {
        failed = true;
    }

    static String accepted(Action action) {
        return "accepted " + action;
    }

    static String refused(RejectionCode code) {
        return "refused " + code;
    }

    static String order(OrderResult result) {
        return "order " + result;
    }

    static String orderRefused(OrderRejectionCode code) {
        return "order refused " + code;
    }

    static String added(boolean withMainNumber, boolean activate) {
        return "added withMainNumber=" + withMainNumber + " activate=" + activate;
    }

    static Stream<String> actions() {
        return Stream.of(Action.values())
                .filter(action -> action != Action.UNKNOWN)
                .map(Coverage::accepted);
    }

    static Stream<String> codes() {
        return EnumSet.complementOf(EnumSet.of(RejectionCode.UNKNOWN)).stream().map(Coverage::refused);
    }

    static Stream<String> orderOutcomes() {
        return Stream.concat(
                EnumSet.complementOf(EnumSet.of(OrderResult.UNKNOWN)).stream().map(Coverage::order),
                EnumSet.complementOf(EnumSet.of(OrderRejectionCode.UNKNOWN)).stream()
                        .map(Coverage::orderRefused));
    }

    static Stream<String> additions() {
        return Stream.of(added(true, true), added(true, false), added(false, true), added(false, false));
    }

    void assertReached(Collection<String> labels) {
        if (!failed) {
            assertThat(labels).as("what the tries came across: %s", this).allMatch(counts::containsKey);
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
