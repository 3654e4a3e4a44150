package io.ringfence.ops;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What the brokers say that this worker may do, without doing it. Those without ACLs say that it is everything. A broker that
 * does not answer, or does not let us in, is Kafka's own exception.
 */
@Singleton
final class GrantedOperations {
    private final AdminClient admin;
    private final WorkerSettings settings;

    GrantedOperations(AdminClient admin, WorkerSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** By topic; those that are not there are left out, as far as we may know of it. */
    Map<String, Set<AclOperation>> onTopics(Collection<String> names) {
        Map<String, Set<AclOperation>> granted = new HashMap<>();
        admin.describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues()
                .forEach((topic, description) -> {
                    try {
                        granted.put(topic, told(Answers.of(description).authorizedOperations()));
                    } catch (UnknownTopicOrPartitionException e) {
                        // Left out.
                    } catch (AuthorizationException e) {
                        granted.put(topic, Set.of());
                    }
                });
        return granted;
    }

    boolean mayCreate(Collection<String> topics) {
        List<NewTopic> wanted = topics.stream()
                .map(name -> new NewTopic(name, settings.partitions(), (short) settings.replicationFactor()))
                .toList();
        return admin.createTopics(wanted, new CreateTopicsOptions().validateOnly(true)).values().values().stream()
                .allMatch(GrantedOperations::isGranted);
    }

    boolean mayReadAsGroup() {
        try {
            return told(Answers.of(admin.describeConsumerGroups(
                                            Set.of(settings.applicationId()),
                                            new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                                    .describedGroups()
                                    .get(settings.applicationId()))
                            .authorizedOperations())
                    .contains(AclOperation.READ);
        } catch (GroupIdNotFoundException e) {
            return true;
        } catch (AuthorizationException e) {
            return false;
        }
    }

    /** Whether they may be described, which goes with the right to write: nothing else can be asked without having one. */
    boolean mayHaveTransactions() {
        String any = settings.applicationId() + "-";
        return isGranted(admin.describeTransactions(Set.of(any)).description(any));
    }

    /** A broker that does not tell refuses in time. */
    private static Set<AclOperation> told(Set<AclOperation> granted) {
        return granted == null ? Set.of(AclOperation.values()) : granted;
    }

    /** Whatever else is wrong with it is not a matter of rights. */
    private static boolean isGranted(KafkaFuture<?> asked) {
        try {
            Answers.of(asked);
            return true;
        } catch (AuthorizationException e) {
            return false;
        } catch (ApiException e) {
            return true;
        }
    }
}
