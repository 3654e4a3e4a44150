package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes that other systems write and read. The files were not made by our encoder, and each says how it was made;
 * whoever changes one must not paste what our encoder writes.
 */
class GoldenPayloadTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden");
    private static final String TOPIC = "golden";

    private record Golden(String name, Object value, GenericRecord record, Function<GenericRecord, Object> fromAvro) {
        byte[] bytes() throws IOException {
            return HexFormat.of()
                    .parseHex(Files.readAllLines(DIRECTORY.resolve(name + ".hex")).stream()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .collect(Collectors.joining()));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Golden> goldens() {
        return List.of(
                request("action-request-full", Samples.fullRequest()),
                request("action-request-minimal", Samples.minimalRequest()),
                change("state-change-provisioning", Samples.provisioning()),
                change("state-change-in-progress", Samples.changeInProgress()),
                change("state-change-by-time", Samples.changeByTime()),
                new Golden("rejection", Samples.rejection(), ToAvro.outcome(Samples.rejection()), FromAvro::outcome),
                entry("number-entry", NumberEntry.idle(12, Samples.assigned())),
                entry("number-entry-withdrawn", NumberEntry.idle(13, null)),
                new Golden(
                        "number-event-abandoned",
                        new ChangeAbandoned(Samples.assigned()),
                        ToAvro.changeAbandoned(new ChangeAbandoned(Samples.assigned())),
                        FromAvro::siteEvent),
                new Golden(
                        "claim-answer-refused",
                        Samples.refusal(),
                        ToAvro.claimAnswer(Samples.refusal()),
                        FromAvro::answer),
                new Golden(
                        "claim-answer-not-entitled",
                        Samples.notEntitled(),
                        ToAvro.claimAnswer(Samples.notEntitled()),
                        FromAvro::answer),
                new Golden(
                        "fulfilment-request",
                        Samples.fulfilmentRequest(),
                        ToAvro.fulfilmentRequest(Samples.fulfilmentRequest()),
                        FromAvro::fulfilmentRequest),
                result("fulfilment-result-succeeded", Samples.succeeded()),
                result("fulfilment-result-failed", Samples.failed()),
                new Golden(
                        "entitlement",
                        Samples.entitlement(),
                        ToAvro.entitlement(Samples.entitlement()),
                        FromAvro::entitlement),
                new Golden(
                        "entitlement-change-withdrawn",
                        Samples.entitlementWithdrawn(),
                        ToAvro.entitlementChange(Samples.entitlementWithdrawn()),
                        FromAvro::siteEvent),
                new Golden(
                        "limited-party-acknowledged",
                        Samples.limitedParty(),
                        ToAvro.limitedParty(Samples.limitedParty()),
                        FromAvro::limitedParty),
                new Golden(
                        "party-services",
                        Samples.partyServices(),
                        ToAvro.partyServices(Samples.partyServices()),
                        FromAvro::partyServices),
                new Golden("voice-service-order", Samples.order(), ToAvro.order(Samples.order()), FromAvro::siteEvent),
                orderOutcome("voice-service-outcome-fulfilled", Samples.fulfilled()),
                orderOutcome("voice-service-outcome-rejected", Samples.withoutParty()),
                new Golden(
                        "order-progress",
                        Samples.orderProgress(),
                        ToAvro.orderProgress(Samples.orderProgress()),
                        FromAvro::orderProgress),
                new Golden("pick", Samples.pick(), ToAvro.pick(Samples.pick()), FromAvro::pick),
                new Golden("site-counts", Samples.counts(), ToAvro.siteCounts(Samples.counts()), FromAvro::siteCounts),
                new Golden("site-stock", Samples.stock(), ToAvro.siteStock(Samples.stock()), StockRecords::read),
                new Golden("site", Samples.site(), ToAvro.site(Samples.site()), FromAvro::site),
                new Golden("site-minimal", Samples.minimalSite(), ToAvro.site(Samples.minimalSite()), FromAvro::site));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void isWritten(Golden golden) throws IOException {
        byte[] written = new AvroSerde(new InMemoryRegistry()).serializer().serialize(TOPIC, golden.record());

        assertThat(written)
                .asHexString()
                .isEqualTo(HexFormat.of().withUpperCase().formatHex(golden.bytes()));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void isRead(Golden golden) throws IOException {
        InMemoryRegistry registry = new InMemoryRegistry();
        registry.id(TOPIC, SchemaFiles.current(golden.record().getSchema().getName()));

        GenericRecord read = new AvroSerde(registry).deserializer().deserialize(TOPIC, golden.bytes());

        assertThat(golden.fromAvro().apply(read)).isEqualTo(golden.value());
    }

    @Test
    void everyFileIsOfACase() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(goldens().stream()
                            .map(golden -> golden.name() + ".hex")
                            .toList());
        }
    }

    private static Golden request(String name, ActionRequest request) {
        return new Golden(name, request, ToAvro.actionRequest(request), FromAvro::actionRequest);
    }

    private static Golden change(String name, StateChange change) {
        return new Golden(name, change, ToAvro.outcome(change), FromAvro::outcome);
    }

    private static Golden orderOutcome(String name, VoiceServiceOutcome outcome) {
        return new Golden(name, outcome, ToAvro.orderOutcome(outcome), FromAvro::orderOutcome);
    }

    private static Golden result(String name, Answer result) {
        return new Golden(name, result, ToAvro.fulfilmentResult(result), FromAvro::answer);
    }

    private static Golden entry(String name, NumberEntry entry) {
        return new Golden(name, entry, ToAvro.numberEntry(entry), FromAvro::numberEntry);
    }
}
