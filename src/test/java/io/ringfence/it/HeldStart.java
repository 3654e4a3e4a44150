package io.ringfence.it;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.ringfence.topology.Continuity;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;

/** Has a worker's stream thread stand still once, when a task is restored and is about to start. */
@Singleton
@Requires(property = HeldStart.PROPERTY)
final class HeldStart implements BeanCreatedEventListener<Continuity> {
    /** Has a value in the settings of the workers that do. */
    static final String PROPERTY = "held-start";

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public Continuity onCreated(BeanCreatedEvent<Continuity> created) {
        return (task, saved) -> {
            hold();
            return created.getBean().check(task, saved);
        };
    }

    private void hold() {
        reached.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    void await() throws InterruptedException {
        reached.await();
    }

    void end() {
        over.countDown();
    }
}
