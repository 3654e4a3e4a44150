package io.ringfence.ops;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.ringfence.StartupException;
import io.ringfence.topology.Topics;
import io.ringfence.topology.Topics.Topic;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.SecurityUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses to start where the brokers would refuse the worker something later, in the middle of its work: all that is missing
 * in one line. Warns of what it can do without.
 */
@Singleton
final class RightsCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RightsCheck.class);

    /** What is done with topics, other than to describe them: whoever may do any of it may do that too. */
    private record Need(AclOperation operation, Collection<Topic> topics) {
        List<Right> missing(Map<String, Set<AclOperation>> granted) {
            return topics.stream()
                    .map(Topic::name)
                    .filter(topic ->
                            granted.containsKey(topic) && !granted.get(topic).contains(operation))
                    .map(topic -> new Right(operation, "topic " + topic))
                    .toList();
        }
    }

    private record Right(AclOperation operation, String resource) {
        String name() {
            return SecurityUtils.operationName(operation);
        }
    }

    private static final List<Topic> OUTPUTS = Topics.all().stream()
            .filter(topic -> !Topics.OF_OTHERS.contains(topic) && !Topics.HOPS.contains(topic))
            .toList();

    private static final List<Need> NEEDS = List.of(
            new Need(AclOperation.READ, Topics.OF_OTHERS),
            new Need(AclOperation.READ, Topics.HOPS),
            // By the history.
            new Need(AclOperation.READ, List.of(Topics.STATE_CHANGES)),
            new Need(AclOperation.WRITE, Topics.HOPS),
            new Need(AclOperation.WRITE, OUTPUTS),
            new Need(AclOperation.DESCRIBE_CONFIGS, Topics.all()));

    /** With what comes of it where they are missing. */
    private static final Map<Need, String> ADVICE = Map.of(
            new Need(AclOperation.WRITE, List.of(Topics.ACTIONS, Topics.PROVISIONING, Topics.ORDERS)),
            "what is asked of it over HTTP cannot be published",
            new Need(
                    AclOperation.READ,
                    OUTPUTS.stream().filter(topic -> !topic.schemas().isEmpty()).toList()),
            "whether the registry knows what is written there is not checked",
            new Need(AclOperation.DELETE, Topics.HOPS),
            "it keeps what is processed");

    private static final List<AclOperation> OF_CHANGELOGS =
            List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);

    private final GrantedOperations grants;
    private final Estate estate;
    private final String applicationId;

    RightsCheck(GrantedOperations grants, Estate estate, WorkerSettings settings) {
        this.grants = grants;
        this.estate = estate;
        this.applicationId = settings.applicationId();
    }

    void check() {
        try {
            Map<String, Set<AclOperation>> granted =
                    grants.onTopics(Stream.concat(Topics.all().stream().map(Topic::name), estate.changelogs().stream())
                            .toList());
            require(granted);
            ADVICE.forEach((need, without) -> need.missing(granted)
                    .forEach(right -> LOG.warn(
                            "The brokers do not grant {} on {}: {}. {}",
                            right.name(),
                            right.resource(),
                            without,
                            NoAccessException.GRANTS)));
        } catch (TimeoutException e) {
            throw new StartupException(ExistingTopics.NO_ANSWER, e);
        } catch (KafkaException e) {
            throw NoAccessException.atStart("Rights cannot be checked (kafka.bootstrap.servers)", e);
        }
    }

    private void require(Map<String, Set<AclOperation>> granted) {
        List<Right> missing = new ArrayList<>();
        NEEDS.forEach(need -> missing.addAll(need.missing(granted)));
        missing.addAll(onChangelogs(granted));
        if (!grants.mayReadAsGroup()) {
            missing.add(new Right(AclOperation.READ, "group " + applicationId));
        }
        if (!grants.mayHaveTransactions()) {
            missing.add(new Right(AclOperation.WRITE, "transactional ids that begin with " + applicationId + "-"));
        }
        if (!missing.isEmpty()) {
            throw new StartupException(
                    "The brokers do not grant %s. %s".formatted(named(missing), NoAccessException.GRANTS));
        }
    }

    /** As one: their number is nobody's concern. Those that are not there yet Kafka Streams creates. */
    private List<Right> onChangelogs(Map<String, Set<AclOperation>> granted) {
        Set<String> there =
                estate.changelogs().stream().filter(granted::containsKey).collect(toSet());
        Stream<AclOperation> onThose = OF_CHANGELOGS.stream().filter(operation -> !there.stream()
                .allMatch(topic -> granted.get(topic).contains(operation)));
        boolean mayCreateOthers = grants.mayCreate(estate.changelogs().stream()
                .filter(topic -> !there.contains(topic))
                .toList());
        return Stream.concat(onThose, mayCreateOthers ? Stream.empty() : Stream.of(AclOperation.CREATE))
                .map(operation -> new Right(operation, "topics that begin with " + applicationId + "-"))
                .toList();
    }

    /** Resources of which the same is missing together: for a user without any rights these are all. */
    private static String named(List<Right> rights) {
        Map<String, String> operations =
                rights.stream().collect(groupingBy(Right::resource, TreeMap::new, mapping(Right::name, joining(", "))));
        return operations.entrySet().stream()
                .collect(groupingBy(Map.Entry::getValue, TreeMap::new, mapping(Map.Entry::getKey, joining(", "))))
                .entrySet()
                .stream()
                .map(same -> same.getKey() + " on " + same.getValue())
                .collect(joining("; "));
    }
}
