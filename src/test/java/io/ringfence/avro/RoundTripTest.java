package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Answer;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Objection;
import io.ringfence.domain.Original;
import io.ringfence.domain.Pick;
import io.ringfence.domain.VoiceServiceOutcome;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a value says is still there once it was a record: of each type, one that has something in every component, so
 * that a new one cannot be forgotten on the way.
 */
class RoundTripTest {
    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(int.class, 3),
            Map.entry(OptionalInt.class, OptionalInt.of(9)),
            Map.entry(Integer.class, 10),
            Map.entry(long.class, 4L),
            Map.entry(Long.class, 5L),
            Map.entry(boolean.class, true),
            Map.entry(Instant.class, Instant.ofEpochMilli(6)),
            Map.entry(LocalDate.class, LocalDate.EPOCH.plusDays(7)),
            Map.entry(UUID.class, new UUID(0, 8)));

    private record Case<T>(T value, Function<T, GenericRecord> toAvro, Function<GenericRecord, T> fromAvro) {
        void check() {
            AvroSerde serde = new AvroSerde(new InMemoryRegistry());
            byte[] bytes = serde.serializer().serialize("any", toAvro.apply(value));
            assertThat(fromAvro.apply(serde.deserializer().deserialize("any", bytes)))
                    .isEqualTo(value);
        }

        @Override
        public String toString() {
            return value.getClass().getSimpleName();
        }
    }

    static Stream<Case<?>> everyType() {
        io.ringfence.domain.ActionRequest request = filled(io.ringfence.domain.ActionRequest.class);
        return Stream.of(
                new Case<>(request, ToAvro::actionRequest, FromAvro::actionRequest),
                new Case<>(filled(io.ringfence.domain.VoiceServiceOrder.class), ToAvro::order, FromAvro::order),
                new Case<>(filled(io.ringfence.domain.StateChange.class), ToAvro::outcome, FromAvro::stateChange),
                new Case<io.ringfence.domain.Outcome>(
                        filled(io.ringfence.domain.Rejection.class), ToAvro::outcome, FromAvro::outcome),
                new Case<>(filled(VoiceServiceOutcome.class), ToAvro::orderOutcome, FromAvro::orderOutcome),
                new Case<>(filled(io.ringfence.domain.PhoneNumber.class), ToAvro::listedNumber, FromAvro::phoneNumber),
                new Case<>(
                        new io.ringfence.domain.NumberEntry(
                                4, filled(io.ringfence.domain.PhoneNumber.class), request.on(Channel.ORDERS)),
                        ToAvro::numberEntry,
                        FromAvro::numberEntry),
                answer(new Objection.MainNumberHeld("phoneNumber")),
                answer(new Objection.NotEntitled(3)),
                new Case<>(result(Optional.empty()), ToAvro::fulfilmentResult, FromAvro::answer),
                new Case<>(
                        result(Optional.of(new Objection.NotFulfilled("message"))),
                        ToAvro::fulfilmentResult,
                        FromAvro::answer),
                new Case<>(filled(io.ringfence.domain.Entitlement.class), ToAvro::entitlement, FromAvro::entitlement),
                new Case<io.ringfence.domain.SiteEvent>(
                        filled(io.ringfence.domain.EntitlementChange.class),
                        change -> ToAvro.entitlementChange((io.ringfence.domain.EntitlementChange) change),
                        FromAvro::siteEvent),
                new Case<>(
                        filled(io.ringfence.domain.LimitedParty.class), ToAvro::limitedParty, FromAvro::limitedParty),
                new Case<>(
                        filled(io.ringfence.domain.PartyServices.class),
                        ToAvro::partyServices,
                        FromAvro::partyServices),
                new Case<>(
                        filled(io.ringfence.domain.OrderProgress.class),
                        ToAvro::orderProgress,
                        FromAvro::orderProgress),
                new Case<>(filled(Pick.class), ToAvro::pick, FromAvro::pick),
                new Case<>(filled(io.ringfence.domain.Site.class), ToAvro::site, FromAvro::site),
                new Case<>(filled(io.ringfence.domain.SiteCounts.class), ToAvro::siteCounts, FromAvro::siteCounts),
                new Case<>(filled(io.ringfence.domain.SiteStock.class), ToAvro::siteStock, StockRecords::read));
    }

    private static Case<Answer> answer(Objection objection) {
        return new Case<>(
                new Answer(
                        UUID.randomUUID(),
                        "phoneNumber",
                        io.ringfence.domain.Question.ENTITLEMENT,
                        Optional.of(objection)),
                ToAvro::claimAnswer,
                FromAvro::answer);
    }

    private static Answer result(Optional<Objection> objection) {
        return new Answer(UUID.randomUUID(), "phoneNumber", io.ringfence.domain.Question.FULFILMENT, objection);
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void keepsEveryComponent(Case<?> type) {
        type.check();
    }

    private static <T> T filled(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getName(), component.getGenericType()))
                .toArray();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class[]::new))
                    .newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object value(String name, Type type) {
        if (type instanceof ParameterizedType some) {
            Type[] of = some.getActualTypeArguments();
            Object element = value(name, of[0]);
            if (some.getRawType() == Map.class) {
                return Map.of(element, value(name, of[1]));
            }
            return some.getRawType() == Set.class ? Set.of(element) : List.of(element);
        }
        Class<?> of = (Class<?>) type;
        if (of == String.class) {
            return name;
        }
        // What newer and older releases wrote: none has.
        if (of == Original.class || of == io.ringfence.domain.OrderProgress.Former.class) {
            return null;
        }
        if (of.isEnum()) {
            return of.getEnumConstants()[of.getEnumConstants().length - 1];
        }
        return of.isRecord() ? filled(of) : VALUES.get(of);
    }
}
