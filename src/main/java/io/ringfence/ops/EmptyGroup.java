package io.ringfence.ops;

import io.ringfence.StartupException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.utils.Utils;

/** The consumer group as it has to be while its state is changed from outside: without members. */
@Singleton
final class EmptyGroup {
    /** The session of a worker without a name, and some. */
    private static final Duration SESSION = Duration.ofSeconds(12);

    private static final Duration POLL = Duration.ofMillis(200);

    private final AdminClient admin;
    private final WorkerSettings settings;

    EmptyGroup(AdminClient admin, WorkerSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** Waits until it is. Those that were killed, or ended by themselves, are members until the group has missed them. */
    void await() {
        long deadline = System.nanoTime() + SESSION.toNanos();
        while (hasMembers()) {
            if (System.nanoTime() > deadline) {
                throw new StartupException(
                        "Group " + settings.applicationId() + " has members: stop all workers first, and wait"
                                + " until the group has missed those that were killed.");
            }
            Utils.sleep(POLL.toMillis());
        }
    }

    private boolean hasMembers() {
        try {
            return !Answers.of(admin.describeConsumerGroups(Set.of(settings.applicationId()))
                            .describedGroups()
                            .get(settings.applicationId()))
                    .members()
                    .isEmpty();
        } catch (GroupIdNotFoundException e) {
            return false;
        }
    }
}
