package io.ringfence.support.broker;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds transactions that somebody began and nobody has ended. Asks the partitions, which such a transaction keeps
 * from every read_committed consumer, as well as the coordinators: where one has forgotten it, the other tells.
 */
public record OpenTransactions(Admin admin) {
    private static final Set<TransactionState> OPEN =
            Set.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    /** One line for each of what is held back and by whom; empty when nothing is. Of Kafka's own topics too. */
    public List<String> found() throws ExecutionException, InterruptedException {
        return Stream.concat(heldBack(), unfinished()).toList();
    }

    private Stream<String> heldBack() throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = partitions();
        Map<TopicPartition, Long> committed = ends(partitions, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> all = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        return partitions.stream()
                .filter(partition -> !committed.get(partition).equals(all.get(partition)))
                .map(partition -> "%s is committed up to %d of %d"
                        .formatted(partition, committed.get(partition), all.get(partition)));
    }

    private Stream<String> unfinished() throws ExecutionException, InterruptedException {
        return admin.listTransactions(new ListTransactionsOptions().filterStates(OPEN)).all().get().stream()
                .map(transaction -> "%s is %s".formatted(transaction.transactionalId(), transaction.state()));
    }

    private Set<TopicPartition> partitions() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(OpenTransactions::partitions)
                .collect(Collectors.toSet());
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(partition -> new TopicPartition(topic.name(), partition.partition()));
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> offset(end.getValue())));
    }

    private static long offset(ListOffsetsResultInfo end) {
        return end.offset();
    }
}
