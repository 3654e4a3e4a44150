package io.ringfence.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Site;
import io.ringfence.domain.SiteCounts;
import io.ringfence.support.platform.Warnings;
import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is published of a site is what the directory has of it, as far as it is of any use. */
class SiteEnteringTest {
    private static final Party OPERATOR = new Party(PartyType.OPERATOR, "op", "Operator");
    private static final Party ACORN = new Party(PartyType.OCCUPIER, "acorn", "Acorn");
    private static final Site STRAND =
            new Site("london-strand", "London Strand", OPERATOR, List.of(ACORN), "GB", "Europe/London");

    private final AvroSerde avro = new AvroSerde(new InMemoryRegistry());
    private final RecordCodec codec = new RecordCodec(avro);
    private final TopologyTestDriver driver = new TopologyTestDriver(DirectoryTopology.of(codec), new Properties());
    private final TestInputTopic<byte[], byte[]> topic =
            driver.createInputTopic(Topics.SITE_DIRECTORY.name(), new ByteArraySerializer(), new ByteArraySerializer());

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void theLastThatIsPublishedHolds() {
        publish("london-strand", new Site("london-strand", null, null, List.of(), null, null));
        publish("london-strand", STRAND);

        assertThat(entered("london-strand")).contains(STRAND);
    }

    @Test
    void aNullTakesTheSiteOut() {
        publish("london-strand", STRAND);
        topic.pipeInput(bytes("london-strand"), (byte[]) null);

        assertThat(entered("london-strand")).isEmpty();
    }

    @Test
    void whatIsNoAvroIsNamedAndLeftOut() {
        assertLeftOut(bytes("london-strand"), bytes("not avro"), "wire format");
    }

    @Test
    void anotherRecordIsNamedAndLeftOut() {
        assertLeftOut(
                bytes("london-strand"), encoded(ToAvro.siteCounts(new SiteCounts(Map.of(), 0, 0))), "Expected Site");
    }

    @Test
    void aKeyThatIsNotTheSitesIsNamedAndLeftOut() {
        assertLeftOut(
                bytes("london-strand"),
                encoded(ToAvro.site(new Site("paris", "Paris", null, List.of(), null, null))),
                "siteId differs from the record's key");
        assertThat(entered("paris")).isEmpty();
    }

    @Test
    void aKeyThatCanBeTheIdOfNoSiteIsNamedAndLeftOut() {
        String none = "london strand";
        assertLeftOut(
                bytes(none),
                encoded(ToAvro.site(new Site(none, "Strand", null, List.of(), null, null))),
                "id of no site");
        assertLeftOut(new byte[] {(byte) 0xff}, null, "id of no site");
        assertLeftOut(null, encoded(ToAvro.site(STRAND)), "No key");
    }

    /** As a schema in a namespace of the sender's own may have it. */
    @Test
    void aPartyWithoutIdIsNamedAndLeftOut() {
        GenericRecord party = new GenericRecordBuilder(SchemaBuilder.record("Party")
                        .namespace("com.example")
                        .fields()
                        .optionalString("name")
                        .endRecord())
                .set("name", "Nobody")
                .build();
        GenericRecord site = new GenericRecordBuilder(SchemaBuilder.record("Site")
                        .namespace("com.example")
                        .fields()
                        .requiredString("siteId")
                        .name("operator")
                        .type(party.getSchema())
                        .noDefault()
                        .endRecord())
                .set("siteId", "london-strand")
                .set("operator", party)
                .build();

        assertLeftOut(bytes("london-strand"), encoded(site), "A party has no id");
    }

    /** The one before it stays, and the next is entered. */
    private void assertLeftOut(byte[] key, byte[] value, String cause) {
        publish("london-strand", STRAND);
        try (Warnings warnings = new Warnings(SiteEntering.class.getName())) {
            topic.pipeInput(key, value);

            assertThat(warnings.lines())
                    .singleElement()
                    .asString()
                    .matches("Left out of the directory: site-directory-0@\\d+: .*" + cause + ".*");
        }
        assertThat(entered("london-strand")).contains(STRAND);
        Site next = new Site("manchester-quay", "Manchester Quay", null, List.of(), null, null);
        publish("manchester-quay", next);
        assertThat(entered("manchester-quay")).contains(next);
    }

    private void publish(String key, Site site) {
        topic.pipeInput(bytes(key), encoded(ToAvro.site(site)));
    }

    private byte[] encoded(GenericRecord record) {
        return avro.serializer().serialize(Topics.SITE_DIRECTORY.name(), record);
    }

    private Optional<Site> entered(String siteId) {
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(DirectoryTopology.STORE);
        return Optional.ofNullable(store.get(SiteEntering.key(siteId))).map(codec::knownSite);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
