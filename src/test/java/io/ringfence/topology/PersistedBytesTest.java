package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ActionRequestBuilder;
import io.ringfence.domain.Channel;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOrderBuilder;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes in stores and changelogs that no schema describes. What is expected here was not made by our code: the
 * fingerprints by SHA-256 of Python's hashlib over each name and value that is there, in this order, with its length in
 * four bytes before it. Whoever changes one forgets what was written before.
 */
class PersistedBytesTest {
    private static final UUID ID = UUID.fromString("5f0c3a1e-7b1d-4c52-9a52-0d3f4b6e8a11");
    private static final String NUMBER = "+442079460123";
    private static final String SITE = "london-1";
    private static final String SENDER = "estates@example.com";
    private static final Party OCCUPIER = new Party(PartyType.OCCUPIER, "occ-7", "Café Zürich Ltd");
    private static final LocalDate LAST_DAY = LocalDate.parse("2026-12-31");

    @Test
    void fingerprintOfRequest() {
        ActionRequest full = ActionRequestBuilder.builder()
                .requestId(ID)
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .action(Action.ALLOCATE)
                .requestedBy(SENDER)
                .allocateTo(OCCUPIER)
                .userId("u-42")
                .coolingOffDate(LAST_DAY)
                .details(new NumberDetails(NumberKind.HUNT_GROUP, "0123", "Main range", "Old Carrier"))
                .expectedVersion(300L)
                .build();
        ActionRequest minimal = ActionRequestBuilder.builder()
                .requestId(ID)
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .action(Action.ACTIVATE)
                .requestedBy(SENDER)
                .build();

        assertThat(Fingerprint.of(full.on(Channel.ACTIONS)))
                .asHexString()
                .isEqualToIgnoringCase("a666c3765acdda1d41385eef8251684368fe0491e629075372f3a31a570b6851");
        assertThat(Fingerprint.of(minimal.on(Channel.ACTIONS)))
                .asHexString()
                .isEqualToIgnoringCase("2035bf6dc3b607b43d340a0bfeba14f5d65d19dd1c42cdb996a9fd95247a5a18");
    }

    @Test
    void fingerprintOfOrder() {
        VoiceServiceOrder minimal = VoiceServiceOrderBuilder.builder()
                .orderId(ID)
                .siteId(SITE)
                .type(OrderType.CEASE)
                .activate(true)
                .requestedBy(SENDER)
                .build();

        assertThat(Fingerprint.of(order()))
                .asHexString()
                .isEqualToIgnoringCase("f5a181df6d9a1b3083324c17be3135f97beb28c183336052be7052f1f938c57f");
        assertThat(Fingerprint.of(minimal))
                .asHexString()
                .isEqualToIgnoringCase("4c349e6abeacf083a2da98c5d4699311ec39b0321bc08715e7d3358a97f2c8ab");
        assertThat(Fingerprint.of(VoiceServiceOrderBuilder.builder()
                        .orderId(ID)
                        .siteId(SITE)
                        .type(OrderType.ADD)
                        .activate(true)
                        .phoneNumbers(List.of(NUMBER, "+12125550100"))
                        .mainNumber(NUMBER)
                        .requestedBy(SENDER)
                        .build()))
                .asHexString()
                .isEqualToIgnoringCase("d4f271a0197efd689078b3fa69ac01169e51e60ce73a51570ba051df801f291b");
    }

    /** Eight bytes of time, the fingerprint, the outcome. */
    @Test
    void loggedRequest() {
        byte[] fingerprint = HexFormat.of().parseHex("01".repeat(Fingerprint.LENGTH));
        byte[] bytes = HexFormat.of().parseHex("000001a207bdaa3b" + "01".repeat(Fingerprint.LENGTH) + "0203");
        RememberedRequest logged = new RememberedRequest(
                Instant.parse("2026-11-23T09:30:00.123Z").toEpochMilli(), fingerprint, new byte[] {2, 3});

        assertThat(RememberedRequest.serde().serializer().serialize("", logged)).isEqualTo(bytes);
        assertThat(RememberedRequest.serde().deserializer().deserialize("", bytes))
                .usingRecursiveComparison()
                .isEqualTo(logged);
    }

    @Test
    void keysOfRequests() {
        assertThat(DedupeStore.key(NUMBER, ID)).isEqualTo("+442079460123/5f0c3a1e-7b1d-4c52-9a52-0d3f4b6e8a11");
        assertThat(DedupeStore.keyBeside(NUMBER, ID, new byte[] {0, (byte) 0xaf}))
                .isEqualTo("+442079460123/5f0c3a1e-7b1d-4c52-9a52-0d3f4b6e8a11/00af");
        assertThat(DedupeStore.Window.bucket(
                        Instant.parse("2026-11-23T09:30:00.123Z").toEpochMilli()))
                .isEqualTo(Instant.parse("2026-11-23T00:00:00Z").toEpochMilli());
    }

    @Test
    void keysAtSites() {
        String party = SiteKey.party(SITE, OCCUPIER);

        assertThat(SiteKey.prefix(SITE)).isEqualTo("london-1\u0000");
        assertThat(SiteKey.end(SITE)).isEqualTo("london-1\u0001");
        assertThat(SiteKey.number(SITE, NUMBER)).isEqualTo("london-1\u0000+442079460123");
        assertThat(party).isEqualTo("london-1\u0000OCCUPIER\u0000occ-7");
        assertThat(SiteKey.order(SITE, ID)).isEqualTo("london-1\u00005f0c3a1e-7b1d-4c52-9a52-0d3f4b6e8a11");
        assertThat(SiteKey.refusedOrder(SITE, ID, new byte[] {0, (byte) 0xaf}))
                .isEqualTo("london-1\u00005f0c3a1e-7b1d-4c52-9a52-0d3f4b6e8a11\u000000af");
        assertThat(SiteKey.waitingPrefix(party)).isEqualTo("london-1\u0000OCCUPIER\u0000occ-7\u0000");
        assertThat(SiteKey.waiting(party, 300)).isEqualTo("london-1\u0000OCCUPIER\u0000occ-7\u0000000000000000012c");
        assertThat(SiteKey.isWaiting(SiteKey.waiting(party, Long.MAX_VALUE), party))
                .isTrue();
        assertThat(SiteKey.isWaiting(SiteKey.waiting(party + "\u00007", 300), party))
                .isFalse();
    }

    /** Four bytes of the day since 1970, the number; as value a byte that says nothing. */
    @Test
    void indexOfNumbersThatCoolOff(@TempDir Path directory) {
        Instant start = Instant.parse("2026-11-23T09:30:00Z");
        try (TopologyFixture topology = new TopologyFixture(directory, start, 1)) {
            topology.publish(Requests.provisionCoolingOff(NUMBER, LAST_DAY));
            try (KeyValueIterator<Bytes, byte[]> all = topology.driver()
                    .<Bytes, byte[]>getKeyValueStore(StateStores.COOLING_OFF.name())
                    .all()) {
                assertThat(all).toIterable().singleElement().satisfies(entry -> {
                    assertThat(entry.key.get())
                            .asHexString()
                            .isEqualToIgnoringCase("00005152" + "2b343432303739343630313233");
                    assertThat(entry.value).containsExactly(1);
                });
            }
        }
    }

    /**
     * By kind: cooling off by day, free, held by a party, in service with how many, nominated, an order's age, how many come
     * back on a day, the marks. The release before reads the first of the marks, and takes none that it does not know.
     */
    @Test
    void indexOfASite(@TempDir Path directory) {
        Instant start = Instant.parse("2026-11-23T09:30:00Z");
        VoiceServiceOrder order = Orders.cease(OCCUPIER, LAST_DAY).withOrderId(ID);
        try (TopologyFixture topology = new TopologyFixture(directory, start, 1)) {
            topology.publish(Requests.provisionCoolingOff("+442079460001", LAST_DAY));
            topology.publish(Requests.provision("+442079460002"));
            topology.publish(Requests.provision("+442079460003"));
            topology.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, "+442079460003"));
            topology.publish(order);
            topology.publish(Requests.provision("+442079460004"));
            topology.publish(Requests.allocate("+442079460004", OCCUPIER));
            topology.publish(Requests.of(Action.ACTIVATE, "+442079460004"));
            Map<String, String> index = new TreeMap<>();
            try (KeyValueIterator<String, byte[]> all =
                    topology.<byte[]>store(StateStores.SITE_INDEX.name()).all()) {
                all.forEachRemaining(
                        entry -> index.put(entry.key, HexFormat.of().formatHex(entry.value)));
            }

            assertThat(index)
                    .containsExactly(
                            Map.entry("B", HexFormat.of().formatHex(TopologyFixture.bytes("READY "))),
                            Map.entry("Clondon-strand\u0000" + "80005152" + "\u0000+442079460001", "01"),
                            Map.entry("Flondon-strand\u0000+442079460002", "01"),
                            Map.entry("HOCCUPIER\u00005\u0000occ-7\u0000london-strand\u0000+442079460004", "01"),
                            Map.entry("K", HexFormat.of().formatHex(TopologyFixture.bytes("READY "))),
                            Map.entry("Mlondon-strand\u0000+442079460003", "01"),
                            Map.entry("O000001a207bda9c0" + "\u0000london-strand\u0000" + ID, "01"),
                            Map.entry("Rlondon-strand\u0000" + "80005152", "0000000000000001"),
                            Map.entry("SOCCUPIER\u00005\u0000occ-7\u0000london-strand", "0000000000000001"));
        }
    }

    private static VoiceServiceOrder order() {
        return VoiceServiceOrderBuilder.builder()
                .orderId(ID)
                .siteId(SITE)
                .type(OrderType.ADD)
                .party(OCCUPIER)
                .quantity(300)
                .withMainNumber(true)
                .coolingOffDate(LAST_DAY)
                .requestedBy(SENDER)
                .build();
    }
}
