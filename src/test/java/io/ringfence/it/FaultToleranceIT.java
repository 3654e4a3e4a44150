package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Entitlement;
import io.ringfence.support.drill.Aftermath;
import io.ringfence.support.drill.Decider;
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
import io.ringfence.support.platform.LiveListing;
import io.ringfence.support.requests.Requests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises hold whatever fails: three brokers, workers in processes of their own, producers that never stop, and
 * meanwhile faults. By default those that do not last long, once each; the profile {@code faults} has every kind and goes
 * on for minutes. Where SIGSTOP and SIGCONT are.
 */
class FaultToleranceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("faults.seconds", 0));
    private static final int WORKERS = Integer.getInteger("faults.workers", 2);
    private static final long SEED = Long.getLong("faults.seed", new Random().nextInt(1_000_000));

    /** Whether the voice platform is away all the while, and comes back in the end: with every other seed. */
    private static final boolean AWAY = SEED % 2 == 0;

    private final RandomLoad.Estate estate = RandomLoad.Estate.of(3, 3, 12);
    private final List<ActionRequest> ours = new ArrayList<>();

    /** All parties but the last, which is not limited. */
    private final List<Entitlement> entitlements = estate.sites().stream()
            .flatMap(site -> IntStream.range(0, estate.parties().size() - 1)
                    .mapToObj(i -> new Entitlement(site, estate.parties().get(i), i + 1)))
            .toList();

    @Test
    void promisesHold(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
        System.out.printf(
                "Fault tolerance: -Dfaults.seconds=%d -Dfaults.workers=%d -Dfaults.seed=%d in %s%n",
                TIME.toSeconds(), WORKERS, SEED, directory);
        try (Deployment deployment = Deployment.start(directory, WORKERS);
                Client client = deployment.client();
                Client ofPlatform = deployment.client();
                VoicePlatform platform = new VoicePlatform(deployment.brokers().bootstrapServers(), ofPlatform)) {
            entitlements.forEach(client::publish);
            ask(client, estate.provisioning());
            awaitInForce(deployment);
            List<LiveListing> readers = estate.sites().stream()
                    .map(site -> new LiveListing(deployment::urls, site))
                    .toList();
            Published published = load(deployment, platform);
            int answeredBefore = platform.answered();
            platform.comeBack();
            // Whatever came before it for the same number is decided before it.
            List<ActionRequest> lastWords = lastWords();
            client.publishAll(lastWords);
            ours.addAll(lastWords);
            Set<UUID> awaited = new HashSet<>(published.acknowledged());
            lastWords.forEach(request -> awaited.add(request.requestId()));
            Aftermath aftermath = new Aftermath(estate, client);
            aftermath.awaitAnswered(awaited);
            assertThat(platform.answered()).as("answers of the platform").isGreaterThan(AWAY ? answeredBefore : 0);

            assertPromises(history(published, client));
            assertThat(client.deadLetters()).isEmpty();
            aftermath.assertListedAt(deployment.urls(), history(published, client));
            aftermath.assertToldTo(readers, deployment.urls());
            aftermath.assertPastAt(deployment.urls(), history(published, client));
            ours.addAll(aftermath.assertNoClaimOutlivesItsNumber());
            assertPromises(history(published, client));
            aftermath.assertNoTransactionIsOpen(deployment.brokers().admin());
            deployment.requireNoneEnded();
            System.out.println(new Tally(history(published, client)));
        }
    }

    private Published load(Deployment deployment, VoicePlatform platform) throws Exception {
        try (SteadyLoad load = new SteadyLoad(deployment, estate, SEED)) {
            if (AWAY) {
                platform.leave();
            }
            load.start();
            Drill drill = new Drill(deployment, load, platform, SEED);
            drill.once();
            drill.repeatedly(TIME);
            Published published = load.stop();
            System.out.println(drill.summary());
            return published;
        }
    }

    /** The owners of the sites say so, to whoever asks as an instance does. */
    private void awaitInForce(Deployment deployment) {
        List<Decider> deciders = deployment.urls().stream().map(Decider::new).toList();
        for (Entitlement entitlement : entitlements) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> isInForce(entitlement, deciders));
        }
    }

    private static boolean isInForce(Entitlement entitlement, List<Decider> deciders) throws Exception {
        for (Decider decider : deciders) {
            if (decider.limits(entitlement)) {
                return true;
            }
        }
        return false;
    }

    private List<ActionRequest> lastWords() {
        return estate.numbers().stream()
                .map(number -> Requests.of(Action.UNLOCK, number).withSiteId(estate.site(number)))
                .toList();
    }

    private void ask(Client client, List<ActionRequest> requests) {
        client.publishAll(requests);
        requests.forEach(client::outcome);
        ours.addAll(requests);
    }

    private History history(Published published, Client client) {
        List<ActionRequest> requests = new ArrayList<>(ours);
        requests.addAll(published.requests());
        return client.history(requests, published.orders(), published.unsure())
                .with(Deployment.FULFILLED, entitlements);
    }

    private static void assertPromises(History history) {
        assertThat(HistoryCheck.faults(history)).isEmpty();
    }
}
