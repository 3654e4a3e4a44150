package io.ringfence.avro;

import static io.ringfence.avro.ScriptedRegistry.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.avro.ScriptedRegistry.Answer;
import io.ringfence.avro.ScriptedRegistry.Call;
import io.ringfence.support.tls.KeyStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpSchemaRegistryTest {
    private static final String SUBJECT = "phone-number-state-changes-value";
    private static final Schema SCHEMA = SchemaFiles.current("SiteCounts");
    private static final GenericRecord RECORD = new SiteCounts(Map.of("AVAILABLE", 1L), 0L, 0L);
    private static final Answer REGISTERED = json(200, "{'id':7}");
    private static final Answer UNAVAILABLE = json(503, "{'error_code':50003,'message':'Leader is moving'}");

    private static final Answer UNKNOWN = json(404, "{'error_code':40403,'message':'Schema 7 not found'}");

    private final ScriptedRegistry server = new ScriptedRegistry();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void registersUnderTheSubject() throws Exception {
        server.answering(REGISTERED);

        assertThat(registry().id(SUBJECT, SCHEMA)).isEqualTo(7);
        assertThat(server.calls()).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.path()).isEqualTo("/subjects/" + SUBJECT + "/versions");
            assertThat(new ObjectMapper().readTree(call.body()).path("schema").asText())
                    .isEqualTo(CanonicalText.of(SCHEMA));
            assertThat(call.authorization()).isNull();
        });
    }

    @Test
    void looksUpById() {
        server.answering(schemaAnswer());

        assertThat(registry().schema(7)).isEqualTo(SCHEMA);
        assertThat(server.calls()).containsExactly(new Call("GET", "/schemas/ids/7", null, ""));
    }

    @Test
    void onlyLooksUpWhatItMayNotRegister() {
        server.answering(REGISTERED);

        assertThat(registry(Map.of("auto.register.schemas", "false")).id(SUBJECT, SCHEMA))
                .isEqualTo(7);
        assertThat(server.calls())
                .singleElement()
                .extracting(Call::method, Call::path)
                .containsExactly("POST", "/subjects/" + SUBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40401", "40403"})
    void schemaThatItMayNotRegisterIsAnErrorThatNamesTheSetting(String code) {
        server.answering(json(404, "{'error_code':%s,'message':'Subject or schema not found'}".formatted(code)));

        assertThatThrownBy(
                        () -> registry(Map.of("auto.register.schemas", false)).id(SUBJECT, SCHEMA))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("auto.register.schemas")
                .hasMessageContaining(SUBJECT);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void refusedSchemaIsAnErrorWithTheRegistrysReason(int status) {
        server.answering(json(status, "{'error_code':42201,'message':'Field x has no default'}"));

        assertThatThrownBy(() -> registry().id(SUBJECT, SCHEMA))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Field x has no default")
                .hasMessageContaining(SUBJECT)
                .hasMessageContaining("SiteCounts");
    }

    @Test
    void unknownIdIsTheRecordsFault() {
        server.answering(UNKNOWN);

        assertUnknown(() -> registry().schema(7));
        assertThat(server.calls()).hasSize(1);
    }

    /** Else a wrong path, a lost password or a proxy would turn every record into a dead letter. */
    @ParameterizedTest
    @ValueSource(ints = {301, 404, 405, 429})
    void answerThatBlamesTheCallIsNotTheRecordsFault(int status) {
        server.answering(json(status, "{'error_code':%d,'message':'No'}".formatted(status)));

        assertUnavailable(() -> registry().schema(7));
        assertUnavailable(() -> registry().id(SUBJECT, SCHEMA));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407})
    void lackOfAccessIsAFaultOfItsOwnThatNamesTheSetting(int status) {
        server.answering(json(status, "{'error_code':%d,'message':'No'}".formatted(status)));

        assertNoAccess(() -> registry().schema(7));
        assertNoAccess(() -> registry().id(SUBJECT, SCHEMA));
    }

    @Test
    void notFoundThatDoesNotSayWhatIsNotTheRecordsFault() {
        server.answering(json(404, "<html>Not Found</html>"));

        assertUnavailable(() -> registry().schema(7));
        assertUnavailable(() -> registry(Map.of("auto.register.schemas", false)).id(SUBJECT, SCHEMA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Sign in</html>", "{}", "[]", "null", "'OK'"})
    void successThatIsNoRegistrysIsNotTheRecordsFault(String body) {
        server.answering(json(200, body));

        assertUnavailable(() -> registry().schema(7));
        assertUnavailable(() -> registry().id(SUBJECT, SCHEMA));
    }

    /** A registry keeps Protobuf and JSON Schema too, and schemas that are no valid Avro to this version. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'schemaType':'JSON','schema':'{}'}",
                "{'schemaType':'PROTOBUF','schema':'syntax = proto3;'}",
                "{'schema':'{`type`:`record`,`name`:`R`}'}"
            })
    void schemaThatIsNoAvroIsTheRecordsFault(String body) {
        server.answering(json(200, body.replace("`", "\\'")));

        assertThatThrownBy(() -> registry().schema(7))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("7");
    }

    @Test
    void asksAgainAfterServerErrors() {
        server.answering(UNAVAILABLE, UNAVAILABLE, REGISTERED);

        assertThat(registry().id(SUBJECT, SCHEMA)).isEqualTo(7);
        assertThat(server.calls()).hasSize(3);
    }

    @Test
    void asksAgainAfterALostConnection() {
        server.answering(ScriptedRegistry.hangUp(), schemaAnswer());

        assertThat(registry().schema(7)).isEqualTo(SCHEMA);
    }

    @Test
    void givesUpAfterTheConfiguredRetries() {
        server.answering(UNAVAILABLE);

        assertThatThrownBy(() -> registry(Map.of("max.retries", "1")).schema(7))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("Leader is moving");
        assertThat(server.calls()).hasSize(2);
    }

    @Test
    void asksTheSecondRegistryWhenTheFirstIsDead() {
        server.answering(REGISTERED);

        assertThat(registry(Map.of("schema.registry.url", deadUrl() + ", " + server.url()))
                        .id(SUBJECT, SCHEMA))
                .isEqualTo(7);
    }

    /** It may be behind the other, or have been emptied. */
    @Test
    void whatOneDoesNotKnowAnotherMay() {
        server.answering(UNKNOWN);
        try (ScriptedRegistry other = new ScriptedRegistry().answering(schemaAnswer())) {
            assertThat(registryAt(server.url(), other.url()).schema(7)).isEqualTo(SCHEMA);
            assertThat(registryAt(other.url(), server.url()).schema(7)).isEqualTo(SCHEMA);
        }
    }

    @Test
    void whatMayNotBeRegisteredIsLookedForEverywhere() {
        server.answering(UNKNOWN);
        try (ScriptedRegistry other = new ScriptedRegistry().answering(REGISTERED)) {
            Map<String, Object> configs = configs();
            configs.put("schema.registry.url", server.url() + "," + other.url());
            configs.put("auto.register.schemas", false);

            assertThat(SchemaRegistry.of(configs).id(SUBJECT, SCHEMA)).isEqualTo(7);
        }
    }

    @Test
    void whatNoneKnowsIsUnknownAndEachIsAskedOnce() {
        server.answering(UNKNOWN);
        try (ScriptedRegistry other = new ScriptedRegistry().answering(UNKNOWN)) {
            assertUnknown(() -> registryAt(server.url(), other.url()).schema(7));

            assertThat(server.calls()).hasSize(1);
            assertThat(other.calls()).hasSize(1);
        }
    }

    /** Else one that is gone for good would stop the work at the first record that is no record. */
    @Test
    void thoseThatDoNotAnswerAreNotWaitedForWhereAnotherDoes() {
        server.answering(UNKNOWN);
        try (ScriptedRegistry ailing = new ScriptedRegistry().answering(UNAVAILABLE)) {
            assertUnknown(
                    () -> registryAt(deadUrl(), server.url(), ailing.url()).schema(7));

            assertThat(ailing.calls()).hasSize(1);
        }
    }

    @Test
    void oneThatSaysAnythingElseLeavesTheQuestionOpen() {
        server.answering(UNKNOWN);
        try (ScriptedRegistry barred = new ScriptedRegistry().answering(json(401, "{}"));
                ScriptedRegistry astray = new ScriptedRegistry().answering(json(404, "{}"))) {
            assertNoAccess(() -> registryAt(server.url(), barred.url()).schema(7));
            assertUnavailable(() -> registryAt(server.url(), astray.url()).schema(7));
        }
    }

    @Test
    void refusedConnectionNamesTheUrlAndItsSetting() {
        String dead = deadUrl();

        assertThatThrownBy(() -> registry(Map.of("schema.registry.url", dead, "max.retries", 0))
                        .schema(7))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(dead)
                .hasMessageContaining("schema.registry.url")
                .hasMessageNotContaining("null");
    }

    @Test
    void silenceNamesTheUrlAndItsSetting() {
        server.answering(ScriptedRegistry.silence());

        assertThatThrownBy(() -> registry(Map.of("http.read.timeout.ms", 100, "max.retries", 1))
                        .schema(7))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(server.url())
                .hasMessageContaining("schema.registry.url")
                .hasMessageNotContaining("null");
        assertThat(server.calls()).hasSize(2);
    }

    @Test
    void sendsTheCredentials() {
        server.answering(REGISTERED);
        String credentials = "worker:pass:wörd";

        registry(Map.of("basic.auth.user.info", credentials)).id(SUBJECT, SCHEMA);

        String authorization = server.calls().get(0).authorization();
        assertThat(authorization).startsWith("Basic ");
        assertThat(Base64.getDecoder().decode(authorization.substring("Basic ".length())))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(credentials);
    }

    @Test
    void errorsDoNotShowTheCredentials() {
        server.answering(json(401, "{'error_code':40101,'message':'Unauthorized'}"));

        assertThatThrownBy(() -> registry(Map.of("basic.auth.user.info", "worker:secret"))
                        .schema(7))
                .message()
                .doesNotContain("secret");
    }

    @Test
    void pathOfTheUrlIsKeptWithOrWithoutASlashAtItsEnd() {
        server.answering(REGISTERED);

        registry(Map.of("schema.registry.url", server.url() + "/apis/ccompat/v7/"))
                .id(SUBJECT, SCHEMA);
        registry(Map.of("schema.registry.url", server.url() + "/apis/ccompat/v7"))
                .id(SUBJECT, SCHEMA);

        assertThat(server.calls())
                .extracting(Call::path)
                .hasSize(2)
                .containsOnly("/apis/ccompat/v7/subjects/" + SUBJECT + "/versions");
    }

    @Test
    void noUrlIsAConfigurationError() {
        assertThatThrownBy(() -> SchemaRegistry.of(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void serdeAsksOnceForEachSubjectAndSchema() throws Exception {
        CountDownLatch second = new CountDownLatch(2);
        server.answering(held(second, new RegistryMemory()));
        AvroSerde serde = new AvroSerde(registry());

        inParallel(() -> serde.serializer().serialize("sites", RECORD));
        assertThat(server.calls()).hasSize(1);

        serde.serializer().serialize("sites", RECORD);
        assertThat(server.calls()).hasSize(1);

        serde.serializer().serialize("other-sites", RECORD);
        assertThat(server.calls())
                .filteredOn(call -> call.method().equals("POST"))
                .extracting(Call::path)
                .containsExactly("/subjects/sites-value/versions", "/subjects/other-sites-value/versions");
    }

    @Test
    void serdeAsksOnceForEachId() throws Exception {
        CountDownLatch second = new CountDownLatch(2);
        server.answering(REGISTERED, held(second, schemaAnswer()));
        byte[] bytes = new AvroSerde(registry()).serializer().serialize("sites", RECORD);
        AvroSerde serde = new AvroSerde(registry());

        inParallel(() -> serde.deserializer().deserialize("sites", bytes));
        assertThat(server.calls()).extracting(Call::path).containsOnlyOnce("/schemas/ids/7");

        serde.deserializer().deserialize("other-sites", bytes);
        assertThat(server.calls()).extracting(Call::path).containsOnlyOnce("/schemas/ids/7");
    }

    @Test
    void serdeAsksAgainAfterAFailure() {
        server.answering(UNAVAILABLE, REGISTERED);
        AvroSerde serde = new AvroSerde(registry(Map.of("max.retries", 0)));

        assertUnavailable(() -> serde.serializer().serialize("sites", RECORD));

        assertThat(serde.serializer().serialize("sites", RECORD)).startsWith(0, 0, 0, 0, 7);
    }

    @Test
    void keySerdeUsesTheSubjectOfKeys() {
        server.answering(REGISTERED);
        try (AvroSerde serde = new AvroSerde()) {
            serde.configure(configs(), true);

            serde.serializer().serialize("sites", RECORD);
        }

        assertThat(server.calls()).extracting(Call::path).containsExactly("/subjects/sites-key/versions");
    }

    private static void assertNoAccess(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(RegistryAccessException.class)
                .hasMessageContaining("basic.auth.user.info");
    }

    private static void assertUnknown(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SerializationException.class).hasMessageContaining("no schema with id 7");
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(RegistryUnavailableException.class);
    }

    /** Answers when a second call is there too, or none came for a while: a caller that asks twice is caught at it. */
    private static Answer held(CountDownLatch second, Answer answer) {
        return exchange -> {
            second.countDown();
            try {
                second.await(500, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer.to(exchange);
        };
    }

    private static void inParallel(Runnable task) throws InterruptedException, ExecutionException {
        int threads = 8;
        CountDownLatch start = new CountDownLatch(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<? extends Future<?>> results = IntStream.range(0, threads)
                    .mapToObj(i -> executor.submit(() -> {
                        start.countDown();
                        start.await();
                        task.run();
                        return null;
                    }))
                    .toList();
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static Answer schemaAnswer() {
        String body = new ObjectMapper()
                .createObjectNode()
                .put("schema", SCHEMA.toString())
                .toString();
        return json(200, body);
    }

    /** Where nobody listens. */
    private static String deadUrl() {
        try (ScriptedRegistry closed = new ScriptedRegistry()) {
            return closed.url();
        }
    }

    private SchemaRegistry registryAt(String... urls) {
        return registry(Map.of("schema.registry.url", String.join(",", urls)));
    }

    /** By the names that Confluent's client has for it. */
    @Test
    void trustsWhatItIsTold(@TempDir Path directory) throws Exception {
        KeyStores stores = KeyStores.selfSigned(directory);
        try (ScriptedRegistry secured = new ScriptedRegistry(stores.server()).answering(REGISTERED)) {
            Map<String, Object> address = Map.of("schema.registry.url", secured.url(), "max.retries", 0);
            assertThatThrownBy(() -> registry(address).id(SUBJECT, SCHEMA))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("PKIX path");

            Map<String, Object> trusting = new HashMap<>(address);
            trusting.put(
                    "schema.registry.ssl.truststore.location",
                    stores.trustStore().toString());
            trusting.put("schema.registry.ssl.truststore.password", KeyStores.PASSWORD);
            trusting.put("schema.registry.ssl.truststore.type", "PKCS12");
            assertThat(registry(trusting).id(SUBJECT, SCHEMA)).isEqualTo(7);
        }
    }

    @Test
    void trustStoreThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> registry(Map.of("schema.registry.ssl.truststore.location", "/nowhere/trust.p12")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.ssl.")
                .hasMessageContaining("/nowhere/trust.p12");
    }

    private SchemaRegistry registry() {
        return SchemaRegistry.of(configs());
    }

    private SchemaRegistry registry(Map<String, ?> changes) {
        Map<String, Object> configs = configs();
        configs.putAll(changes);
        return SchemaRegistry.of(configs);
    }

    private Map<String, Object> configs() {
        return new HashMap<>(Map.of("schema.registry.url", server.url(), "max.retries", 2));
    }
}
