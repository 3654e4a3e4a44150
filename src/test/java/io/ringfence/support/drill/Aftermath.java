package io.ringfence.support.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.support.broker.OpenTransactions;
import io.ringfence.support.history.Fold;
import io.ringfence.support.history.History;
import io.ringfence.support.history.HistoryCheck;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Listed;
import io.ringfence.support.platform.LiveListing;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** What a load must leave behind once all of it is decided. */
public record Aftermath(RandomLoad.Estate estate, Client client) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOMENTS = 12;

    /**
     * Returns when each of these has an outcome. However much is to be made up for and however slow the machine is: what counts is
     * that it goes on.
     *
     * @param ids of requests and orders
     */
    public void awaitAnswered(Set<UUID> ids) {
        int left = ids.size();
        while (left > 0) {
            int before = left;
            left = await("some of the %d without an outcome get one".formatted(before))
                    .atMost(PATIENCE)
                    .until(() -> client.unanswered(ids).size(), unanswered -> unanswered < before);
        }
    }

    /** What is committed reaches the listing a hop later. */
    public void assertListedAt(Collection<URI> instances, History history) {
        for (String site : estate.sites()) {
            History ofSite = history.ofSite(site);
            instances.forEach(instance -> await().atMost(PATIENCE).untilAsserted(() -> {
                Map<String, PhoneNumber> listed = Listed.at(instance, site);
                assertThat(HistoryCheck.faults(ofSite, listed))
                        .as("at %s", instance)
                        .isEmpty();
            }));
        }
    }

    /**
     * Whoever has followed the events of a site has its listing, whatever became of the instances meanwhile.
     *
     * @param readers one of each site, in the order of the estate
     */
    public void assertToldTo(List<LiveListing> readers, Collection<URI> instances) {
        for (int i = 0; i < readers.size(); i++) {
            String site = estate.sites().get(i);
            LiveListing reader = readers.get(i);
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .untilAsserted(() -> {
                        for (URI instance : instances) {
                            assertThat(reader.rows())
                                    .as(
                                            "%s, after %s",
                                            site,
                                            reader.events().stream().distinct().toList())
                                    .isEqualTo(Listed.at(instance, site));
                        }
                    });
            reader.close();
        }
    }

    /** Every instance knows the past, and all of it. */
    public void assertPastAt(Collection<URI> instances, History history) {
        Fold fold = new Fold(history.changes());
        for (URI instance : instances) {
            for (String site : estate.sites()) {
                for (Instant moment : sample(fold.moments(site))) {
                    await().pollDelay(Duration.ZERO).atMost(PATIENCE).untilAsserted(() -> assertThat(
                                    Listed.at(instance, site, moment))
                            .as("%s at %s, told by %s", site, moment, instance)
                            .isEqualTo(fold.at(site, moment)));
                }
            }
        }
    }

    private static List<Instant> sample(List<Instant> moments) {
        int step = Math.max(1, moments.size() / MOMENTS);
        return IntStream.range(0, moments.size())
                .filter(i -> i % step == 0 || i == moments.size() - 1)
                .mapToObj(moments::get)
                .toList();
    }

    /**
     * Every party that has no main number can get one, and no other can.
     *
     * @return what was asked to find that out
     */
    public List<ActionRequest> assertNoClaimOutlivesItsNumber() {
        Map<String, PhoneNumber> numbers = new TreeMap<>();
        client.outcomes(StateChange.class::isInstance).stream()
                .map(StateChange.class::cast)
                .forEach(change -> numbers.put(change.phoneNumber(), change.after()));
        List<ActionRequest> asked = new ArrayList<>();
        for (String site : estate.sites()) {
            for (Party party : estate.parties()) {
                boolean hasOne = numbers.values().stream()
                        .anyMatch(number -> number != null
                                && number.siteId().equals(site)
                                && number.mainNumberOf().filter(party::isSameAs).isPresent());
                List<ActionRequest> claim = claim(site, party);
                asked.addAll(claim);
                assertThat(lastOutcome(claim))
                        .as("claim of %s at %s, which has one: %s", party, site, hasOne)
                        .matches(outcome -> outcome instanceof StateChange == !hasOne);
            }
        }
        return asked;
    }

    /** None that a worker left behind keeps readers waiting. */
    public void assertNoTransactionIsOpen(Admin admin) {
        OpenTransactions transactions = new OpenTransactions(admin);
        // Admin trips over a broker that was away when it last looked; the next answer is whole.
        await().atMost(PATIENCE).ignoreExceptions().until(transactions::found, List::isEmpty);
    }

    private static List<ActionRequest> claim(String site, Party party) {
        String number = Numbers.next();
        return List.of(
                Requests.provision(number).withSiteId(site),
                Requests.of(Action.NOMINATE_MAIN_NUMBER, number).withSiteId(site),
                Requests.allocate(number, party).withSiteId(site));
    }

    private Outcome lastOutcome(List<ActionRequest> steps) {
        Outcome last = null;
        for (ActionRequest step : steps) {
            last = client.decided(step);
        }
        return last;
    }
}
