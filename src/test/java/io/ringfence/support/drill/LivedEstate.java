package io.ringfence.support.drill;

import static io.ringfence.support.platform.Answered.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.Site;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.support.platform.Answered;
import io.ringfence.support.platform.Client;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An estate in which much has happened and nothing is open, and all that can be asked about it. */
public final class LivedEstate {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final int REQUESTS = 500;
    private static final int ORDERS = 25;

    private final RandomLoad.Estate estate = RandomLoad.Estate.of(2, 3, 10);
    private final String leftSite = "left-" + UUID.randomUUID();
    private final List<ActionRequest> requests = new ArrayList<>();
    private final List<VoiceServiceOrder> orders = new ArrayList<>();
    private Instant halfTime;

    /** Has it live, to the end. */
    public void live(Client client, long seed) {
        estate.sites()
                .forEach(site -> client.publish(new ProducerRecord<>(
                        Topics.SITE_DIRECTORY.name(),
                        Client.bytes(site),
                        client.avro()
                                .serializer()
                                .serialize(
                                        Topics.SITE_DIRECTORY.name(),
                                        ToAvro.site(new Site(
                                                site,
                                                "Site " + site,
                                                null,
                                                estate.parties(),
                                                "GB",
                                                "Europe/London"))))));
        client.publish(new Entitlement(estate.sites().get(0), estate.parties().get(0), 1));
        publish(client, estate.provisioning());
        leave(client);
        RandomLoad load = new RandomLoad(estate, seed);
        publish(client, load.requests(REQUESTS / 2));
        halfTime = Instant.now();
        List<VoiceServiceOrder> ordered = load.orders(ORDERS);
        ordered.forEach(client::publish);
        orders.addAll(ordered);
        publish(client, load.requests(REQUESTS / 2));
        await().atMost(PATIENCE).until(() -> client.unanswered(ids()).isEmpty());
    }

    /** A site whose numbers are all gone is a site. */
    private void leave(Client client) {
        String number = Numbers.next();
        publish(
                client,
                List.of(
                        Requests.provision(number).withSiteId(leftSite),
                        Requests.of(Action.WITHDRAW, number).withSiteId(leftSite)));
    }

    private void publish(Client client, List<ActionRequest> more) {
        client.publishAll(more);
        requests.addAll(more);
    }

    private Set<UUID> ids() {
        Set<UUID> ids = new HashSet<>();
        requests.forEach(request -> ids.add(request.requestId()));
        orders.forEach(order -> ids.add(order.orderId()));
        return ids;
    }

    public RandomLoad.Estate estate() {
        return estate;
    }

    /** All answers of an instance; those of what is not refused for its topic, or for the id of another. */
    public Map<String, String> askedOf(URI instance) throws Exception {
        Set<String> paths = new TreeSet<>();
        paths.add("/api/sites");
        List<String> sites = new ArrayList<>(estate.sites());
        sites.add(leftSite);
        for (String site : sites) {
            String path = "/api/sites/" + site;
            paths.add(path);
            paths.add(path + "/stock");
            paths.add(path + "/phone-numbers?explain=true");
            paths.add(path + "/phone-numbers?asOf=" + halfTime);
        }
        for (Party party : estate.parties()) {
            paths.add("/api/parties/" + party.type() + "/" + party.id() + "/phone-numbers");
        }
        for (ActionRequest request : requests) {
            String number = "/api/phone-numbers/" + encoded(request.phoneNumber());
            paths.add(number);
            paths.add(number + "/history");
            paths.add(number + "/requests/" + request.requestId());
        }
        orders.forEach(order -> paths.add("/api/sites/" + order.siteId() + "/voice-service-orders/" + order.orderId()));
        return Answered.at(instance, paths);
    }

    /** Asks for all of it again: nothing has a second outcome. Then each number that can has one thing more done to it. */
    public void assertGoesOn(Client client) {
        Map<UUID, Integer> before = outcomesById(client);
        client.publishAll(requests);
        orders.forEach(client::publish);
        awaitDecided(client);
        assertThat(outcomesById(client)).containsOnlyKeys(ids()).isEqualTo(before);

        List<Outcome> outcomes = new ArrayList<>();
        for (Map.Entry<String, Long> number : versions(client).entrySet()) {
            ActionRequest next = Requests.startCoolingOff(number.getKey(), TODAY.plusDays(30))
                    .withSiteId(siteOf(client, number.getKey()));
            Outcome outcome = client.decided(next);
            if (outcome instanceof StateChange change) {
                assertThat(change.version()).as("of %s", number).isEqualTo(number.getValue() + 1);
            }
            outcomes.add(outcome);
        }
        assertThat(outcomes).hasAtLeastOneElementOfType(StateChange.class);
    }

    /** Whatever was published before is decided before these: one for each number on each topic, and for each site. */
    private void awaitDecided(Client client) {
        for (String number : estate.numbers()) {
            client.decided(Requests.of(Action.LOCK, number).withSiteId("no-such-site"));
            client.decided(Requests.of(Action.UNASSIGN_USER, number).withSiteId("no-such-site"));
        }
        for (String site : estate.sites()) {
            client.decided(Orders.addChosen(estate.parties().get(0), null, List.of("none"))
                    .withSiteId(site));
        }
    }

    private String siteOf(Client client, String number) {
        return client.outcomes(StateChange.class::isInstance).stream()
                .map(StateChange.class::cast)
                .filter(change -> change.phoneNumber().equals(number))
                .reduce((first, last) -> last)
                .orElseThrow()
                .siteId();
    }

    private static Map<String, Long> versions(Client client) {
        Map<String, Long> versions = new HashMap<>();
        client.outcomes(StateChange.class::isInstance).stream()
                .map(StateChange.class::cast)
                .forEach(change -> versions.merge(change.phoneNumber(), change.version(), Math::max));
        return versions;
    }

    private Map<UUID, Integer> outcomesById(Client client) {
        await().atMost(PATIENCE).until(() -> client.unanswered(ids()).isEmpty());
        Set<UUID> ids = ids();
        Map<UUID, Integer> counts = new HashMap<>();
        client.outcomes(any -> true).stream()
                .map(Requests::idOf)
                .filter(ids::contains)
                .forEach(id -> counts.merge(id, 1, Integer::sum));
        orders.forEach(
                order -> counts.put(order.orderId(), client.orderOutcomes(order).size()));
        return counts;
    }
}
