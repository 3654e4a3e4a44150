package io.ringfence.query;

import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rules;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Rows;
import io.ringfence.topology.StateStores;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Tells whoever reads a site what becomes of its rows, in the order in which it happens. One thread of its own does so, however
 * many read: the stream threads leave it what to tell, and where it does not keep up, it is the readers who go.
 */
@Singleton
public final class LiveSites implements Rows {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSites.class);
    private static final int MOST_UNTOLD = 10_000;
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

    /** Every 15 seconds; proxies end what is silent for a minute. */
    private static final int CHECKS_BETWEEN_SIGNS_OF_LIFE = 15;

    private final Partitions partitions;
    private final Provider<ReadModels> readModels;
    private final Provider<Leases> leases;
    private final Rules rules;
    private final Clock clock;

    /** By site. The teller alone adds and removes. */
    private final Map<String, Set<LiveReader>> readers = new ConcurrentHashMap<>();

    private final Set<Integer> here = ConcurrentHashMap.newKeySet();
    private final AtomicInteger untold = new AtomicInteger();
    private final ScheduledThreadPoolExecutor teller;
    private int checks;

    /**
     * @param readModels of the stream processing that tells of its rows here, and so is made after
     * @param leases likewise
     */
    LiveSites(
            Partitions partitions, Provider<ReadModels> readModels, Provider<Leases> leases, Rules rules, Clock clock) {
        this.partitions = partitions;
        this.readModels = readModels;
        this.leases = leases;
        this.rules = rules;
        this.clock = clock;
        this.teller = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "ringfence-live");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        teller.scheduleWithFixedDelay(
                this::check, BETWEEN_CHECKS.toMillis(), BETWEEN_CHECKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * What becomes of a site from now on, beginning with {@link LiveEvent.Ready}; ends with {@link LiveEvent.Moved}, or with an
     * error for a subscriber that does not keep up.
     *
     * @throws NotQueryableException where others tell of the site
     */
    public Flux<LiveEvent> read(String siteId) {
        if (!here.contains(partitions.owner(siteId))) {
            throw new NotQueryableException("Site " + siteId + " is told of elsewhere.");
        }
        return Flux.defer(() -> {
            LiveReader reader = new LiveReader();
            teller.execute(() -> admit(siteId, reader));
            return reader.events().doFinally(end -> teller.execute(() -> dismiss(siteId, reader)));
        });
    }

    private void admit(String siteId, LiveReader reader) {
        readers.computeIfAbsent(siteId, site -> ConcurrentHashMap.newKeySet()).add(reader);
        int partition = partitions.owner(siteId);
        if (here.contains(partition) && isHeld(partition)) {
            // After it is among the readers: what a stream thread has shown before, the listing has.
            reader.tell(new LiveEvent.Ready());
        } else {
            sendAway(siteId::equals);
        }
    }

    private void dismiss(String siteId, LiveReader reader) {
        readers.computeIfPresent(siteId, (site, all) -> {
            all.remove(reader);
            return all.isEmpty() ? null : all;
        });
    }

    @Override
    public void opened(int partition) {
        here.add(partition);
    }

    @Override
    public void changed(String siteId, String phoneNumber, PhoneNumber row) {
        if (!readers.containsKey(siteId)) {
            return;
        }
        if (untold.incrementAndGet() > MOST_UNTOLD) {
            untold.decrementAndGet();
            teller.execute(() -> sendAway(siteId::equals));
        } else {
            teller.execute(() -> {
                untold.decrementAndGet();
                tell(siteId, phoneNumber, row);
            });
        }
    }

    private void tell(String siteId, String phoneNumber, PhoneNumber row) {
        try {
            LiveEvent event =
                    row == null ? new LiveEvent.Withdrawn(phoneNumber) : new LiveEvent.Changed(shown(siteId, row));
            tell(siteId, event);
        } catch (RuntimeException e) {
            // Whatever keeps it from telling, nobody is to believe that there was nothing to tell.
            LOG.debug("Readers of {} are sent away: {}", siteId, e.toString());
            sendAway(siteId::equals);
        }
    }

    private NumberRow shown(String siteId, PhoneNumber row) {
        Instant now = clock.instant();
        PartyAtSite party = rules.partyInQuestion(row, now)
                .map(any -> readModels.get().active().party(siteId, any))
                .orElse(PartyAtSite.UNHEARD_OF);
        return NumberRow.explained(row, rules.offer(row, party, now));
    }

    private void tell(String siteId, LiveEvent event) {
        List.copyOf(readers.getOrDefault(siteId, Set.of())).stream()
                .filter(reader -> !reader.tell(event))
                .forEach(slow -> dismiss(siteId, slow));
    }

    @Override
    public void closed(int partition) {
        here.remove(partition);
        teller.execute(() -> sendAway(siteId -> partitions.owner(siteId) == partition));
    }

    private void sendAway(Predicate<String> sites) {
        readers.keySet().stream().filter(sites).forEach(siteId -> readers.remove(siteId)
                .forEach(LiveReader::sendAway));
    }

    private void check() {
        Map<Integer, Boolean> held = new HashMap<>();
        sendAway(siteId -> !held.computeIfAbsent(partitions.owner(siteId), this::isHeld));
        checks++;
        if (checks % CHECKS_BETWEEN_SIGNS_OF_LIFE == 0) {
            readers.keySet().forEach(siteId -> tell(siteId, new LiveEvent.Alive()));
        }
    }

    /** Cut off from the brokers, this instance would hear of no change, and not that another one does. */
    private boolean isHeld(int partition) {
        try {
            leases.get().of(StateStores.SITE_NUMBERS.name(), partition).requireHeld();
            return true;
        } catch (NotQueryableException | IllegalStateException e) { // The latter of stream processing that ends.
            return false;
        }
    }

    @PreDestroy
    void close() {
        teller.execute(() -> sendAway(any -> true));
        teller.shutdown();
    }
}
