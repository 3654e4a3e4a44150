package io.ringfence.support.platform;

import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.ringfence.support.tls.KeyStores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.tools.AclCommand;

/**
 * A broker that lets users in over TLS by a password (SCRAM), and allows them only what it is told to. The tests administer it
 * through a listener of their own.
 */
public final class SecuredCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LISTENER = "SECURE";
    private static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_512;
    private static final int ITERATIONS = 4_096;
    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    private final OwnCluster cluster;
    private final KeyStores stores;
    private final Admin admin;

    private SecuredCluster(OwnCluster cluster, KeyStores stores) {
        this.cluster = cluster;
        this.stores = stores;
        this.admin = cluster.admin();
    }

    /**
     * @param directory for its key
     */
    public static SecuredCluster start(String registryUrl, Path directory) throws Exception {
        KeyStores stores = KeyStores.selfSigned(directory);
        OwnCluster cluster = OwnCluster.start(
                registryUrl,
                Map.of("authorizer.class.name", StandardAuthorizer.class.getName(), "super.users", "User:ANONYMOUS"),
                Map.of(
                        "listeners",
                        "EXTERNAL://localhost:0,%s://localhost:0".formatted(LISTENER),
                        "listener.security.protocol.map",
                        "EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,%s:SASL_SSL".formatted(LISTENER),
                        "sasl.enabled.mechanisms",
                        MECHANISM.mechanismName(),
                        "listener.name.secure.scram-sha-512.sasl.jaas.config",
                        LOGIN + ";",
                        "ssl.keystore.type",
                        "PKCS12",
                        "ssl.keystore.location",
                        stores.keyStore().toString(),
                        "ssl.keystore.password",
                        KeyStores.PASSWORD));
        return new SecuredCluster(cluster, stores);
    }

    /** Lets a user in, who may do nothing yet. */
    public void admit(String user) throws ExecutionException, InterruptedException {
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        user, new ScramCredentialInfo(MECHANISM, ITERATIONS), password(user))))
                .all()
                .get();
    }

    /**
     * Runs kafka-acls.sh, which tells at length what it does, and at a fault would end the process. Returns when the brokers go
     * by it.
     *
     * @param commands arguments of each, but for the brokers and the administrator
     */
    public void grant(List<List<String>> commands) throws ExecutionException, InterruptedException {
        PrintStream out = System.out;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
        Exit.setExitProcedure((status, message) -> {
            throw new IllegalStateException(message + " " + told.toString(StandardCharsets.UTF_8));
        });
        try {
            commands.forEach(this::grantOne);
        } finally {
            Exit.resetExitProcedure();
            System.setOut(out);
        }
        awaitInForce();
    }

    /** Brokers come to know of ACLs one after another: who sees the last has all before it. */
    private void awaitInForce() throws ExecutionException, InterruptedException {
        AclBinding last = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "last", PatternType.LITERAL),
                new AccessControlEntry("User:nobody", "*", AclOperation.READ, AclPermissionType.DENY));
        admin.createAcls(List.of(last)).all().get();
        await().atMost(PATIENCE).until(() -> granted().contains(last));
        admin.deleteAcls(List.of(last.toFilter())).all().get();
        await().atMost(PATIENCE).until(() -> !granted().contains(last));
    }

    private void grantOne(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("--bootstrap-server", cluster.bootstrapServers(), "--add"));
        all.addAll(arguments);
        AclCommand.main(all.toArray(String[]::new));
    }

    /** What a client of the user has to be told. */
    public Map<String, Object> connection(String user) {
        return connection(user, password(user));
    }

    public Map<String, Object> connection(String user, String password) {
        return Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrapServers(LISTENER),
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                "SASL_SSL",
                SaslConfigs.SASL_MECHANISM,
                MECHANISM.mechanismName(),
                SaslConfigs.SASL_JAAS_CONFIG,
                "%s username=\"%s\" password=\"%s\";".formatted(LOGIN, user, password),
                SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                "PKCS12",
                SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                stores.trustStore().toString(),
                SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
                KeyStores.PASSWORD);
    }

    /**
     * Settings of a worker: the connection, without a word of the rest.
     *
     * @param more settings
     */
    public Map<String, Object> worker(Path stateDirectory, Map<String, Object> connection, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        connection.forEach((name, value) -> settings.put("kafka." + name, value));
        settings.put("ringfence.create-topics", false);
        settings.putAll(more);
        return cluster.settings(stateDirectory, settings);
    }

    /** As {@link OwnCluster#startWorker}, under a user. */
    public ApplicationContext startWorker(String user, Path stateDirectory, Map<String, Object> more) {
        return cluster.startWorker(stateDirectory, worker(stateDirectory, connection(user), more));
    }

    public void createTopics() throws Exception {
        cluster.createTopics();
    }

    /** As administrator. */
    public Admin admin() {
        return admin;
    }

    /** All ACLs that there are. */
    public Set<AclBinding> granted() throws ExecutionException, InterruptedException {
        return Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get());
    }

    public KafkaProducer<byte[], byte[]> producer(KafkaUser user, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(connection(user.name()));
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public KafkaConsumer<byte[], byte[]> consumer(KafkaUser user, String group) {
        Map<String, Object> settings = new HashMap<>(connection(user.name()));
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static String password(String user) {
        return user + "-secret";
    }

    @Override
    public void close() throws Exception {
        admin.close();
        cluster.close();
    }
}
