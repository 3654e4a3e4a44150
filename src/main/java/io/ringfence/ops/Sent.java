package io.ringfence.ops;

import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Records on their way to the brokers. */
final class Sent {
    private Sent() {}

    /**
     * Waits until they are there.
     *
     * @throws KafkaException the producer's own, where one will not be
     */
    static void await(Collection<? extends Future<?>> records) {
        try {
            for (Future<?> record : records) {
                record.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException fault ? fault : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
