package io.ringfence.ops;

import static io.ringfence.support.platform.KafkaUser.ADAPTER;
import static io.ringfence.support.platform.KafkaUser.OPERATOR;
import static io.ringfence.support.platform.KafkaUser.PROVIDER;
import static io.ringfence.support.platform.KafkaUser.READER;
import static io.ringfence.support.platform.KafkaUser.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.avro.FromAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Question;
import io.ringfence.domain.Site;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.readme.AclCommands;
import io.ringfence.support.platform.AuditLog;
import io.ringfence.support.platform.KafkaUser;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.Refused;
import io.ringfence.support.platform.SecuredClient;
import io.ringfence.support.platform.SecuredCluster;
import io.ringfence.support.platform.ThreadsMayDie;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import io.ringfence.topology.Topics.Topic;
import io.ringfence.trace.Trace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The ACLs of the README are enough, none is too many, and nobody can do by them what is another's. */
@OnPlatform
@ThreadsMayDie
class AclsIT {
    static final List<KafkaUser> ALL = KafkaUser.ALL;
    static final List<KafkaUser> OTHERS =
            ALL.stream().filter(user -> user != WORKER).toList();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Map<String, Object> FULFILLED = Map.of("ringfence.fulfilment.actions", "ACTIVATE");

    @TempDir
    static Path directory;

    private static SecuredCluster cluster;

    private final Platform platform;

    AclsIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    static void secureACluster(Platform platform) throws Exception {
        cluster = SecuredCluster.start(platform.registryUrl(), directory);
        cluster.createTopics();
        for (KafkaUser user : ALL) {
            cluster.admit(user.name());
        }
        cluster.grant(AclCommands.ofMainJob());
    }

    @AfterAll
    static void closeTheCluster() throws Exception {
        cluster.close();
    }

    @Test
    void mainJobRunsWithTheRightsOfTheReadmeAndUsesThemAll() throws Exception {
        try (AuditLog log = new AuditLog();
                SecuredClient operator = client(OPERATOR);
                SecuredClient provider = client(PROVIDER);
                SecuredClient adapter = client(ADAPTER);
                SecuredClient reader = client(READER)) {
            List<String> numbers = List.of(Numbers.next(), Numbers.next(), Numbers.next());
            try (ApplicationContext worker = worker(FULFILLED)) {
                for (String number : numbers) {
                    provider.intake()
                            .publish(Requests.provision(number), Trace.NONE)
                            .get();
                }
                provider.intake()
                        .publish(new Entitlement(Requests.SITE, Requests.ACORN, 5))
                        .get();
                operator.intake()
                        .publish(new Site(Requests.SITE, "Strand", null, List.of(), null, null))
                        .get();
                ActionRequest allocate = Requests.allocate(numbers.get(0), Requests.ACORN);
                operator.intake().publish(allocate, Trace.NONE).get();
                awaitChange(reader, allocate);

                ActionRequest activate = Requests.of(Action.ACTIVATE, numbers.get(0));
                operator.intake().publish(activate, Trace.NONE).get();
                fulfil(adapter, activate.phoneNumber());
                awaitChange(reader, activate);

                VoiceServiceOrder order = Orders.addReserved(new Party(PartyType.OCCUPIER, "elm", "Elm"), 1, false);
                operator.intake().publish(order, Trace.NONE).get();
                reader.awaited(
                        Topics.ORDER_OUTCOMES.name(),
                        outcome -> order.orderId().toString().equals(String.valueOf(outcome.get("orderId"))));
                reader.awaited(Topics.SITE_STOCK.name(), any -> true);

                ActionRequest again = Requests.allocate(numbers.get(0), Requests.ACORN);
                operator.intake().publish(again, Trace.NONE).get();
                reader.awaited(Topics.REJECTIONS.name(), rejection -> isOf(again, rejection));

                String other = Numbers.next();
                post(worker, "/phone-numbers/" + other, "/requests", """
                        {"action":"PROVISION","siteId":"%s","requestedBy":"http",
                         "details":{"kind":"DIRECT","extension":"1","rangeName":"Strand"}}""");
                post(worker, "/phone-numbers/" + other, "/requests", """
                        {"action":"NOMINATE_MAIN_NUMBER","siteId":"%s","requestedBy":"http"}""");
                post(worker, "/sites/" + Requests.SITE, "/voice-service-orders", """
                        {"type":"CEASE","party":{"type":"OCCUPIER","id":"fir","name":"%s"},"requestedBy":"http"}""");
                worker.getBean(HopPurge.class).purge();

                assertThat(log.denied()).isEmpty();
                stopsForWantOfARight(worker);
            }
            // A longer window than before: the requests' changelog has to keep them for longer.
            try (ApplicationContext worker = worker(Map.of("ringfence.dedupe-window", "72h"))) {
                ActionRequest lock = Requests.of(Action.LOCK, numbers.get(2));
                provider.intake().publish(lock, Trace.NONE).get();
                awaitChange(reader, lock);
                await().atMost(PATIENCE).until(() -> deadLetters() > 0);
            }
            assertThat(log.used()).containsExactlyInAnyOrderElementsOf(cluster.granted());
        }
    }

    /** Nothing of what could not be written is committed: the next start writes it. */
    private void stopsForWantOfARight(ApplicationContext worker) throws Exception {
        AclBinding denied = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, Topics.DEAD_LETTERS.name(), PatternType.LITERAL),
                new AccessControlEntry("User:" + WORKER.name(), "*", AclOperation.WRITE, AclPermissionType.DENY));
        cluster.admin().createAcls(List.of(denied)).all().get();
        await().atMost(PATIENCE).until(() -> !worker.getBean(GrantedOperations.class)
                .onTopics(List.of(Topics.DEAD_LETTERS.name()))
                .get(Topics.DEAD_LETTERS.name())
                .contains(AclOperation.WRITE));
        try (KafkaProducer<byte[], byte[]> operator = cluster.producer(OPERATOR, Map.of())) {
            operator.send(record(Topics.ACTIONS.name())).get();
        }

        assertThat(worker.getBean(Worker.class).failure().get(30, TimeUnit.SECONDS))
                .isInstanceOf(NoAccessException.class)
                .message()
                .hasLineCount(1)
                .contains(Topics.DEAD_LETTERS.name(), "README");
        assertThat(deadLetters()).isZero();
        assertRefused(cluster.connection(WORKER.name()), "Write on topic " + Topics.DEAD_LETTERS.name());
        cluster.admin().deleteAcls(List.of(denied.toFilter())).all().get();
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void whatBelongsToAnotherIsRefused(KafkaUser user) {
        try (KafkaProducer<byte[], byte[]> producer =
                cluster.producer(user, Map.of(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false))) {
            assertThat(Topics.all())
                    .filteredOn(topic -> !user.writes().contains(topic))
                    .allSatisfy(topic -> assertThatThrownBy(
                                    () -> producer.send(record(topic.name())).get())
                            .hasCauseInstanceOf(TopicAuthorizationException.class));
        }
        assertThat(Topics.all())
                .filteredOn(topic -> !user.reads().contains(topic))
                .allSatisfy(topic -> assertThatThrownBy(() -> read(user, topic.name(), user.name()))
                        .isInstanceOf(TopicAuthorizationException.class));
        try (Admin admin = Admin.create(cluster.connection(user.name()))) {
            assertThatThrownBy(() -> admin.deleteTopics(List.of(Topics.STATE_CHANGES.name()))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @ParameterizedTest
    @FieldSource("OTHERS")
    void nobodyPassesForTheWorker(KafkaUser user) {
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer(
                user, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "ringfence-" + UUID.randomUUID()))) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = cluster.consumer(user, WORKER.name())) {
            consumer.subscribe(List.of(Topics.STATE_CHANGES.name()));
            assertThatThrownBy(() -> consumer.poll(PATIENCE))
                    .isInstanceOfAny(GroupAuthorizationException.class, TopicAuthorizationException.class);
        }
        try (Admin admin = Admin.create(cluster.connection(user.name()))) {
            assertThatThrownBy(() -> admin.deleteRecords(Map.of(
                                    new TopicPartition(Topics.SITE_EVENTS.name(), 0), RecordsToDelete.beforeOffset(0)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> admin.alterConsumerGroupOffsets(
                                    WORKER.name(),
                                    Map.of(new TopicPartition(Topics.ACTIONS.name(), 0), new OffsetAndMetadata(0)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(GroupAuthorizationException.class);
        }
    }

    private void assertRefused(Map<String, Object> connection, String... parts) {
        Refused.assertRefused(cluster.worker(directory.resolve("refused"), connection, Map.of()), parts);
    }

    private ApplicationContext worker(Map<String, Object> more) {
        ApplicationContext worker = cluster.startWorker(WORKER.name(), directory.resolve("worker"), more);
        worker.getBean(Worker.class).awaitRunning();
        return worker;
    }

    private SecuredClient client(KafkaUser user) {
        return new SecuredClient(
                cluster,
                platform.registryUrl(),
                user.name(),
                user.reads().stream().map(Topic::name).toList());
    }

    private static void awaitChange(SecuredClient reader, ActionRequest request) {
        reader.awaited(Topics.STATE_CHANGES.name(), change -> isOf(request, change));
    }

    private static boolean isOf(ActionRequest request, GenericRecord outcome) {
        return request.requestId().toString().equals(String.valueOf(outcome.get("requestId")));
    }

    private static void fulfil(SecuredClient adapter, String number) throws Exception {
        FulfilmentRequest asked = FromAvro.fulfilmentRequest(adapter.awaited(
                Topics.FULFILMENTS.name(), request -> number.equals(String.valueOf(request.get("phoneNumber")))));
        adapter.intake()
                .publishResult(new Answer(asked.requestId(), number, Question.FULFILMENT, Optional.empty()))
                .get();
    }

    private static void post(ApplicationContext worker, String about, String what, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(worker.getBean(EmbeddedServer.class)
                                                .getURI() + "/api" + about + what + "?waitMs=20000"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body.formatted(Requests.SITE)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static long deadLetters() throws ExecutionException, InterruptedException {
        return cluster
                .admin()
                .listOffsets(
                        IntStream.range(0, OwnCluster.PARTITIONS)
                                .mapToObj(partition -> new TopicPartition(Topics.DEAD_LETTERS.name(), partition))
                                .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest())),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .values()
                .stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[] {1});
    }

    private static void read(KafkaUser user, String topic, String group) {
        try (KafkaConsumer<byte[], byte[]> consumer = cluster.consumer(user, group)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            consumer.poll(PATIENCE);
        }
    }
}
