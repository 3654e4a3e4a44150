package io.ringfence.support.drill;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.VoiceServiceOrder;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What was sent, and what the broker said to it. Several may add to it at once. */
public final class Published {
    private record Send<T>(T what, UUID id, Future<RecordMetadata> answer) {
        boolean isAcknowledged() {
            try {
                return answer.get() != null;
            } catch (ExecutionException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final Queue<Send<ActionRequest>> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Send<VoiceServiceOrder>> orders = new ConcurrentLinkedQueue<>();

    void add(ActionRequest request, Future<RecordMetadata> answer) {
        requests.add(new Send<>(request, request.requestId(), answer));
    }

    void add(VoiceServiceOrder order, Future<RecordMetadata> answer) {
        orders.add(new Send<>(order, order.orderId(), answer));
    }

    public List<ActionRequest> requests() {
        return requests.stream().map(Send::what).toList();
    }

    public List<VoiceServiceOrder> orders() {
        return orders.stream().map(Send::what).toList();
    }

    /** Ids of what the broker said it has, at least once. Waits for what it has not answered yet. */
    public Set<UUID> acknowledged() {
        return sends().filter(Send::isAcknowledged).map(Send::id).collect(Collectors.toSet());
    }

    /** Ids of what it may have or not. */
    public Set<UUID> unsure() {
        Set<UUID> unsure = sends().map(Send::id).collect(Collectors.toCollection(HashSet::new));
        unsure.removeAll(acknowledged());
        return unsure;
    }

    private Stream<Send<?>> sends() {
        return Stream.of(requests, orders).flatMap(Collection::stream);
    }
}
