package io.ringfence.support.platform;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.ringfence.topology.Continuity;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;

/** Has a worker's stream thread stand still once, when the task that reads requests in a partition is restored and about to start. */
@Singleton
@Requires(property = HeldStart.PROPERTY)
public final class HeldStart implements BeanCreatedEventListener<Continuity> {
    /** Names the partition, in the settings of a worker that does. */
    public static final String PROPERTY = "held-start";

    private final int partition;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    HeldStart(@Value("${" + PROPERTY + "}") int partition) {
        this.partition = partition;
    }

    @Override
    public Continuity onCreated(BeanCreatedEvent<Continuity> created) {
        return (task, saved) -> {
            if (task.partition() == partition && task.inputs().contains(Topics.ACTIONS.name())) {
                hold();
            }
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

    public void await() throws InterruptedException {
        reached.await();
    }

    public void end() {
        over.countDown();
    }
}
