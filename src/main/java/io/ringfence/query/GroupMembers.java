package io.ringfence.query;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.DescribeClassicGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;

/**
 * The members of the group, as its coordinator says when it is asked. Their own consumers cannot tell: they note when a
 * heartbeat was sent, not when one was taken, and an answer counts also when it says that the member is none any more.
 */
@Singleton
final class GroupMembers {
    /**
     * @param clientIds of all members
     * @param askedAt by {@link System#nanoTime}: no member had been missed then
     */
    private record RollCall(Set<String> clientIds, long askedAt) {}

    private final AdminClient admin;
    private final String groupId;
    private final long maxSilence;
    private final SharedMeasurement<RollCall> rollCalls =
            new SharedMeasurement<>(this::callTheRoll, "Whether this instance is still in its group is not known.");
    private volatile RollCall latest = new RollCall(Set.of(), System.nanoTime());

    GroupMembers(AdminClient admin, Membership membership) {
        this.admin = admin;
        this.groupId = membership.groupId();
        this.maxSilence = membership.maxSilence().toNanos();
    }

    /**
     * Until when, by {@link System#nanoTime}, these may count on being members: nobody else is given what they have. Asks
     * only as often as that needs, and in advance where questions keep coming.
     *
     * @throws NotQueryableException when one of them is none, or that is not known
     */
    long membersUntil(Collection<String> clientIds) {
        long now = System.nanoTime();
        RollCall known = latest;
        if (!known.clientIds().containsAll(clientIds)) {
            return end(calledSince(now), clientIds);
        }
        long age = now - known.askedAt();
        if (age > maxSilence / 2) {
            return end(calledSinceOr(known, now), clientIds);
        }
        if (age > maxSilence / 4) {
            rollCalls.underWay();
        }
        return end(known, clientIds);
    }

    private long end(RollCall call, Collection<String> clientIds) {
        if (!call.clientIds().containsAll(clientIds)) {
            throw new NotQueryableException("The group has missed this instance.");
        }
        return call.askedAt() + maxSilence;
    }

    private RollCall calledSinceOr(RollCall known, long moment) {
        try {
            return calledSince(moment);
        } catch (NotQueryableException e) {
            if (System.nanoTime() - known.askedAt() > maxSilence) {
                throw e;
            }
            return known;
        }
    }

    /** What is under way may have been asked before. */
    private RollCall calledSince(long moment) {
        RollCall call = rollCalls.await();
        return call.askedAt() - moment < 0 ? rollCalls.await() : call;
    }

    private CompletableFuture<RollCall> callTheRoll() {
        long now = System.nanoTime();
        // Given up, and with it a connection on which nothing comes, once the answer would be of no use.
        DescribeClassicGroupsOptions options =
                new DescribeClassicGroupsOptions().timeoutMs(Math.toIntExact(maxSilence / 2 / 1_000_000));
        return admin.describeClassicGroups(List.of(groupId), options)
                .describedGroups()
                .get(groupId)
                .toCompletionStage()
                .thenApply(group -> latest = new RollCall(clientIds(group), now))
                .toCompletableFuture();
    }

    private static Set<String> clientIds(ClassicGroupDescription group) {
        return group.members().stream().map(MemberDescription::clientId).collect(Collectors.toUnmodifiableSet());
    }
}
