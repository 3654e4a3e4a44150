package io.ringfence.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Topics;
import java.util.Arrays;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is published ends as the contract says, and the worker goes on: checked after each case. */
@OnPlatform
class BadInputIT {
    private static final int MEGABYTE = 1_000_000;
    private static final Partitions PARTITIONS = new Partitions(6);

    private final Client client;

    BadInputIT(Client client) {
        this.client = client;
    }

    @AfterEach
    void workerGoesOn() {
        for (int partition = 0; partition < PARTITIONS.count(); partition++) {
            ActionRequest request = Requests.provision(Numbers.inPartition(partition));
            assertThat(client.decided(request)).isInstanceOf(StateChange.class);
        }
    }

    @Test
    void bytesThatAreNoAvro() {
        assertDeadLetter(Numbers.next(), "not avro".getBytes(UTF_8), "wire format");
    }

    @Test
    void schemaIdThatTheRegistryDoesNotKnow() {
        assertDeadLetter(Numbers.next(), new byte[] {0, 0x7f, 0, 0, 1, 2, 3}, "no schema with id");
    }

    @Test
    void nullValue() {
        assertDeadLetter(Numbers.next(), null, "No value");
    }

    @Test
    void nullKey() {
        byte[] value = client.encoded(Requests.provision(Numbers.next()));
        client.publish(new ProducerRecord<>(Topics.PROVISIONING.name(), null, value));

        ConsumerRecord<byte[], byte[]> letter = client.deadLetter(candidate -> Arrays.equals(candidate.value(), value));

        assertThat(letter.key()).isNull();
        assertThat(header(letter, "cause")).contains("No key");
        assertThat(header(letter, "topic")).isEqualTo(Topics.PROVISIONING.name());
    }

    @Test
    void keyThatIsNotThePhoneNumber() {
        ActionRequest request = Requests.provision(Numbers.next());
        client.publish(new ProducerRecord<>(
                Topics.PROVISIONING.name(), Numbers.next().getBytes(UTF_8), client.encoded(request)));

        assertInvalid(client.rejection(request), "key");
    }

    @Test
    void numberWithSpaces() {
        ActionRequest request = Requests.provision("+44 20 7946 0000");
        client.publish(request);

        Rejection rejection = client.rejection(request);
        assertInvalid(rejection, "E.164");
        assertThat(rejection.phoneNumber()).isEqualTo("+44 20 7946 0000");
    }

    @Test
    void asMuchAsTheBrokerTakes() {
        byte[] value = new byte[MEGABYTE];
        Arrays.fill(value, (byte) 'x');
        assertDeadLetter(Numbers.next(), value, "wire format");
    }

    /** The client compresses; the broker counts what it unpacks. */
    @Test
    void moreThanTheBrokerTakesIsRefusedHoweverSmallItComes() {
        byte[] value = new byte[2 * MEGABYTE];

        assertThatThrownBy(() -> client.publish(new ProducerRecord<>(
                        Topics.ACTIONS.name(), Numbers.next().getBytes(UTF_8), value)))
                .hasRootCauseInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void textOfAMegabyteInAReadableRequest() {
        ActionRequest request = Requests.provision(Numbers.next());
        io.ringfence.avro.ActionRequest avro = ToAvro.actionRequest(request);
        avro.setRequestedBy("x".repeat(MEGABYTE));
        client.publish(new ProducerRecord<>(
                Topics.PROVISIONING.name(),
                request.phoneNumber().getBytes(UTF_8),
                client.avro().serializer().serialize(Topics.PROVISIONING.name(), avro)));

        Rejection rejection = client.rejection(request);
        assertInvalid(rejection, "requestedBy");
        assertThat(rejection.requestedBy()).hasSize(256);
    }

    @Test
    void textOfAMegabyteInAMisplacedRequest() {
        ActionRequest request = Requests.provision(Numbers.next());
        io.ringfence.avro.ActionRequest avro = ToAvro.actionRequest(request);
        avro.setRequestedBy("x".repeat(MEGABYTE));
        client.publish(new ProducerRecord<>(
                Topics.PROVISIONING.name(),
                (PARTITIONS.owner(request.phoneNumber()) + 1) % PARTITIONS.count(),
                request.phoneNumber().getBytes(UTF_8),
                client.avro().serializer().serialize(Topics.PROVISIONING.name(), avro)));

        assertInvalid(client.rejection(request), "requestedBy");
    }

    @Test
    void keyOfAMegabyte() {
        ActionRequest request = Requests.provision(Numbers.next());
        client.publish(new ProducerRecord<>(
                Topics.PROVISIONING.name(), "k".repeat(MEGABYTE).getBytes(UTF_8), client.encoded(request)));

        assertInvalid(client.rejection(request), "key");
    }

    @Test
    void enumSymbolFromTheFuture() {
        UUID id = UUID.randomUUID();
        String number = Numbers.next();
        client.publish(new ProducerRecord<>(Topics.ACTIONS.name(), number.getBytes(UTF_8), fromTheFuture(id, number)));

        Rejection rejection = (Rejection) client.outcome(id);
        assertInvalid(rejection, "action");
        assertThat(rejection.action()).isEqualTo(Action.UNKNOWN);
    }

    /** As a system writes whose copy of the schema has one action more; the registry accepts that schema. */
    private byte[] fromTheFuture(UUID id, String number) {
        Schema future = new Schema.Parser()
                .parse(io.ringfence.avro.ActionRequest.SCHEMA$
                        .toString()
                        .replace("\"UNASSIGN_USER\"", "\"UNASSIGN_USER\",\"TELEPORT\""));
        return client.avro()
                .serializer()
                .serialize(
                        Topics.ACTIONS.name(),
                        new GenericRecordBuilder(future)
                                .set("requestId", id.toString())
                                .set("phoneNumber", number)
                                .set("siteId", Requests.SITE)
                                .set(
                                        "action",
                                        new GenericData.EnumSymbol(
                                                future.getField("action").schema(), "TELEPORT"))
                                .set("requestedBy", "tomorrow")
                                .build());
    }

    private void assertDeadLetter(String key, byte[] value, String cause) {
        client.publish(new ProducerRecord<>(Topics.ACTIONS.name(), key.getBytes(UTF_8), value));

        ConsumerRecord<byte[], byte[]> letter =
                client.deadLetter(candidate -> Arrays.equals(candidate.key(), key.getBytes(UTF_8)));

        assertThat(letter.value()).isEqualTo(value);
        assertThat(header(letter, "topic")).isEqualTo(Topics.ACTIONS.name());
        assertThat(header(letter, "partition")).isEqualTo(String.valueOf(PARTITIONS.owner(key)));
        assertThat(header(letter, "offset")).isNotEmpty();
        assertThat(header(letter, "time")).isNotEmpty();
        assertThat(header(letter, "cause")).contains(cause);
    }

    private static void assertInvalid(Rejection rejection, String complaint) {
        assertThat(rejection.code()).isEqualTo(RejectionCode.INVALID_REQUEST);
        assertThat(rejection.message()).contains(complaint);
        assertThat(rejection.current()).isNull();
        assertThat(rejection.allowedActions()).isEmpty();
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader("ringfence.error." + name).value(), UTF_8);
    }
}
