package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.support.drill.Aftermath;
import io.ringfence.support.drill.Drill;
import io.ringfence.support.drill.Published;
import io.ringfence.support.drill.RandomLoad;
import io.ringfence.support.drill.SteadyLoad;
import io.ringfence.support.drill.VoicePlatform;
import io.ringfence.support.history.History;
import io.ringfence.support.history.HistoryCheck;
import io.ringfence.support.history.Tally;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Deployment;
import io.ringfence.support.platform.Release;
import io.ringfence.support.requests.Requests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers of the release before are replaced by those of this one, back, and forth again, under load: the promises hold all the
 * while. One by one, and every kind of fault befalls them while the two work side by side; or, where the two read other topics,
 * all stop before the first of the others starts, and who does not is told so.
 */
@Tag("long")
@EnabledIfSystemProperty(named = UpgradeIT.BEFORE, matches = ".+")
class UpgradeIT {
    /** Where the release before was packaged. */
    static final String BEFORE = "upgrade.from";

    private static final boolean READ_THE_SAME = !Boolean.getBoolean("upgrade.topics-differ");
    private static final int DECISIONS = 200;
    private static final int WORKERS = 2;
    private static final long SEED = Long.getLong("faults.seed", new Random().nextInt(1_000_000));

    private final RandomLoad.Estate estate = RandomLoad.Estate.of(3, 3, 12);
    private final List<ActionRequest> ours = new ArrayList<>();

    @Test
    void promisesHoldForthAndBack(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
        Release before = Release.packaged(Path.of(System.getProperty(BEFORE)));
        System.out.printf("Upgrade: -Dfaults.seed=%d in %s%n", SEED, directory);
        try (Deployment deployment = Deployment.start(before, directory, WORKERS, Deployment.FULFILLED);
                Client client = deployment.client();
                Client ofPlatform = deployment.client();
                VoicePlatform platform = new VoicePlatform(deployment.brokers().bootstrapServers(), ofPlatform)) {
            ours.addAll(estate.provisioning());
            client.publishAll(ours);
            Published published = replaceUnderLoad(deployment, platform, List.of(Release.THIS, before, Release.THIS));
            List<ActionRequest> lastWords = estate.numbers().stream()
                    .map(number -> Requests.of(Action.UNLOCK, number).withSiteId(estate.site(number)))
                    .toList();
            client.publishAll(lastWords);
            ours.addAll(lastWords);
            Set<UUID> awaited = new HashSet<>(published.acknowledged());
            lastWords.forEach(request -> awaited.add(request.requestId()));
            Aftermath aftermath = new Aftermath(estate, client);
            aftermath.awaitAnswered(awaited);
            assertThat(platform.answered()).as("answers of the platform").isPositive();

            assertPromises(history(published, client));
            assertThat(client.deadLetters()).isEmpty();
            aftermath.assertListedAt(deployment.urls(), history(published, client));
            aftermath.assertPastAt(deployment.urls(), history(published, client));
            ours.addAll(aftermath.assertNoClaimOutlivesItsNumber());
            assertPromises(history(published, client));
            aftermath.assertNoTransactionIsOpen(deployment.brokers().admin());
            System.out.println(new Tally(history(published, client)));
        }
    }

    private Published replaceUnderLoad(Deployment deployment, VoicePlatform platform, List<Release> releases)
            throws Exception {
        try (SteadyLoad load = new SteadyLoad(deployment, estate, SEED)) {
            load.start();
            Drill drill = new Drill(deployment, load, platform, SEED);
            if (!READ_THE_SAME) {
                deployment.refuseBeside(Release.THIS, List.of("members that do not read", "Stop all of them"));
            }
            for (Release next : releases) {
                deployment.awaitDecisions(DECISIONS);
                System.out.println(READ_THE_SAME ? "One by one become " + next : "All become " + next);
                replaceWorkers(deployment, next, drill);
                deployment.awaitDecisions(DECISIONS);
            }
            Published published = load.stop();
            System.out.println(drill.summary());
            return published;
        }
    }

    private static void replaceWorkers(Deployment deployment, Release next, Drill drill) throws Exception {
        if (READ_THE_SAME) {
            deployment.roll(next, drill::round);
        } else {
            deployment.replaceWorkersBy(next);
        }
    }

    private History history(Published published, Client client) {
        List<ActionRequest> requests = new ArrayList<>(ours);
        requests.addAll(published.requests());
        return client.history(requests, published.orders(), published.unsure()).with(Deployment.FULFILLED, List.of());
    }

    private static void assertPromises(History history) {
        assertThat(HistoryCheck.faults(history)).isEmpty();
    }
}
