package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.PendingChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a newer release says is known to be more than is known, wherever it stands. */
class SurplusTest {
    private static final io.ringfence.domain.PhoneNumber IN_PROGRESS =
            Samples.changeInProgress().before();

    /** Full, so that there is no place in them that has nothing. */
    private static final Map<String, GenericRecord> SAMPLES = Map.of(
            "NumberEntry",
                    ToAvro.numberEntry(new io.ringfence.domain.NumberEntry(
                            63, IN_PROGRESS, Samples.fullRequest().on(io.ringfence.domain.Channel.ACTIONS))),
            "StateChange", ToAvro.outcome(Samples.changeInProgress()),
            "Rejection", ToAvro.outcome(Samples.rejection()),
            "NumberEvent", ToAvro.pendingChange(new PendingChange(IN_PROGRESS.allocatedTo(), IN_PROGRESS)),
            "OrderProgress", ToAvro.orderProgress(Samples.orderProgress()),
            "Pick", ToAvro.pick(Samples.pick()),
            "VoiceServiceOutcome", ToAvro.orderOutcome(Samples.withoutParty()));

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final AvroSerde serde = new AvroSerde(registry);

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("places")
    void isFoundWhereverItStands(String name, String path) {
        GenericRecord newer = NewerRelease.with(NewerRelease.of(SAMPLES.get(name)), path);

        GenericRecord read = roundTrip(newer);

        assertThat(read).hasToString(newer.toString());
        assertThat(FromAvro.isKnownInFull(read)).isFalse();
    }

    @Test
    void isNoneWhereANewerReleaseHasNothingNewToSay() {
        assertThat(SAMPLES.values()).map(NewerRelease::of).map(this::roundTrip).allMatch(FromAvro::isKnownInFull);
    }

    /** Else each part that is written again would be another schema to the registry, which may take none. */
    @Test
    void partOfANewerRecordHasTheSchemaOfThatRelease() {
        GenericRecord read = roundTrip(NewerRelease.of(SAMPLES.get("StateChange")));

        assertThat(CanonicalText.of(((GenericRecord) read.get("after")).getSchema()))
                .isEqualTo(CanonicalText.of(NewerRelease.schema(PhoneNumber.SCHEMA$)));
    }

    /** A sender may leave out what is optional and say something of its own. */
    @Test
    void defaultsAreOursWhereTheWriterHasNoSuchField() {
        Schema theirs = new Schema.Parser().parse("""
                        {"type":"record","name":"VoiceServiceOrder","namespace":"io.ringfence.avro","fields":[
                          {"name":"orderId","type":"string"},{"name":"siteId","type":"string"},
                          {"name":"note","type":"string"},{"name":"requestedBy","type":"string"},
                          {"name":"type","type":{"type":"enum","name":"OrderType","symbols":["ADD"]}}]}""");
        GenericRecord order = new GenericRecordBuilder(theirs)
                .set("orderId", "1")
                .set("siteId", "s")
                .set("note", "n")
                .set("requestedBy", "me")
                .set("type", new GenericData.EnumSymbol(theirs.getField("type").schema(), "ADD"))
                .build();

        assertThat(FromAvro.order(roundTrip(order)).activate()).isTrue();
    }

    static Stream<Arguments> places() {
        return SAMPLES.entrySet().stream().flatMap(sample -> {
            List<String> places = new ArrayList<>();
            collect(NewerRelease.of(sample.getValue()), "", places);
            return places.stream().map(place -> Arguments.of(sample.getKey(), place));
        });
    }

    private static void collect(Object value, String path, List<String> places) {
        if (value instanceof GenericRecord record) {
            record.getSchema().getFields().forEach(field -> {
                String place = path + field.name();
                if (field.name().equals(NewerRelease.FIELD)
                        || record.get(field.pos()) instanceof GenericEnumSymbol<?>) {
                    places.add(place);
                }
                collect(record.get(field.pos()), place + ".", places);
            });
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            if (list.get(0) instanceof GenericEnumSymbol<?>) {
                places.add(path + "0");
            }
            collect(list.get(0), path + "0.", places);
        }
    }

    private GenericRecord roundTrip(GenericRecord value) {
        return serde.deserializer().deserialize("any", serde.serializer().serialize("any", value));
    }
}
