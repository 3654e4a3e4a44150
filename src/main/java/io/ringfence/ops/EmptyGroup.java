package io.ringfence.ops;

import io.ringfence.StartupException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.utils.Utils;

/** The consumer group as it has to be while its state is changed from outside: without members. */
@Singleton
final class EmptyGroup {
    /** The session of a worker without a name, and some. */
    private static final Duration SESSION = Duration.ofSeconds(12);

    /** That of one with a name ({@code ringfence.instance-id}), which is a member also after it was stopped in order. */
    private static final Duration SESSION_OF_NAMED = Duration.ofSeconds(50);

    private static final Duration POLL = Duration.ofMillis(200);

    private final AdminClient admin;
    private final WorkerSettings settings;

    EmptyGroup(AdminClient admin, WorkerSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** Waits until it is. Those that were killed, or ended by themselves, are members until the group has missed them. */
    void await() {
        long begin = System.nanoTime();
        for (Collection<MemberDescription> members = members(); !members.isEmpty(); members = members()) {
            boolean isNamed =
                    members.stream().anyMatch(member -> member.groupInstanceId().isPresent());
            if (System.nanoTime() - begin > (isNamed ? SESSION_OF_NAMED : SESSION).toNanos()) {
                throw new StartupException(
                        "Group " + settings.applicationId() + " has members: stop all workers first, and wait"
                                + " until the group has missed those that were killed, or have a name.");
            }
            Utils.sleep(POLL.toMillis());
        }
    }

    private Collection<MemberDescription> members() {
        try {
            return Answers.of(admin.describeConsumerGroups(Set.of(settings.applicationId()))
                            .describedGroups()
                            .get(settings.applicationId()))
                    .members();
        } catch (GroupIdNotFoundException e) {
            return Set.of();
        }
    }
}
