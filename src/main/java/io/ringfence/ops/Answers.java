package io.ringfence.ops;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** What brokers answer to an administrator. */
final class Answers {
    private Answers() {}

    /**
     * The answer, waited for.
     *
     * @throws KafkaException the broker's own, or Kafka's where none answers in time
     */
    static <T> T of(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException fault ? fault : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
