package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.VoiceServiceOrder;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What makes two requests the same: of a field that is left out, another value would count as sent again. */
class FingerprintTest {
    /** Two values of each type that a component may have. */
    private static final Map<Class<?>, List<?>> VALUES = Map.of(
            String.class, List.of("one", "other"),
            List.class, List.of(List.of("one"), List.of("one", "other")),
            UUID.class, List.of(new UUID(0, 1), new UUID(0, 2)),
            LocalDate.class, List.of(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(1)),
            Long.class, List.of(1L, 2L),
            int.class, List.of(1, 2),
            boolean.class, List.of(false, true));

    @Test
    void everyFieldOfRequestCountsButWhereItIsAndItsId() {
        assertEveryFieldCounts(Envelope.class, Fingerprint::of, Set.of("key", "request.requestId"));
    }

    @Test
    void everyFieldOfOrderCountsButWhereItIsAndItsId() {
        assertEveryFieldCounts(VoiceServiceOrder.class, Fingerprint::of, Set.of("orderId"));
    }

    private static <R> void assertEveryFieldCounts(
            Class<R> type, Function<R, byte[]> fingerprint, Set<String> leftOut) {
        R full = type.cast(values(type).get(0));
        Map<String, String> fingerprints = new TreeMap<>();
        changes("", full)
                .forEach((field, changed) -> fingerprints.put(field, hex(fingerprint.apply(type.cast(changed)))));

        assertThat(fingerprints.entrySet().stream()
                        .filter(changed -> changed.getValue().equals(hex(fingerprint.apply(full))))
                        .map(Map.Entry::getKey))
                .as("of %s", fingerprints.keySet())
                .containsExactlyInAnyOrderElementsOf(leftOut);
        fingerprints.keySet().removeAll(leftOut);
        assertThat(fingerprints.values()).as("of %s", fingerprints.keySet()).doesNotHaveDuplicates();
    }

    /** The record with another value in one component, by that component; also in those of its components. */
    private static Map<String, Object> changes(String path, Object full) {
        Map<String, Object> changes = new TreeMap<>();
        for (RecordComponent component : full.getClass().getRecordComponents()) {
            String field = path + component.getName();
            Object value = value(component, full);
            Map<String, Object> others = value instanceof Record
                    ? changes(field + ".", value)
                    : Map.of(field, values(component.getType()).get(1));
            others.forEach((changed, other) -> changes.put(
                    changed,
                    create(
                            full.getClass(),
                            each -> each.getName().equals(component.getName()) ? other : value(each, full))));
        }
        return changes;
    }

    private static List<?> values(Class<?> type) {
        if (type.isRecord()) {
            return List.of(create(type, component -> values(component.getType()).get(0)));
        }
        if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        }
        return Optional.ofNullable(VALUES.get(type))
                .orElseThrow(() -> new AssertionError("This test knows no values of " + type));
    }

    private static Object create(Class<?> type, Function<RecordComponent, Object> values) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            return type.getDeclaredConstructor(
                            Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new))
                    .newInstance(Stream.of(components).map(values).toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String hex(byte[] fingerprint) {
        return HexFormat.of().formatHex(fingerprint);
    }
}
