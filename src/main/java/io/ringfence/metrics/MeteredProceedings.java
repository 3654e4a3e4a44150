package io.ringfence.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Question;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.StateChange;
import io.ringfence.topology.Proceedings;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts what is done, and knows what is open. Whatever has a bound is there from the start, at 0. */
@Singleton
final class MeteredProceedings implements Proceedings {
    private final TopicCounter deadLetters;
    private final TopicCounter rerouted;
    private final TopicCounter duplicates;
    private final DecisionMeters decisions;
    private final OpenMeters open;
    private final SiteNumbers siteNumbers;

    MeteredProceedings(MeterRegistry registry, Clock clock) {
        deadLetters = new TopicCounter(
                registry, "ringfence.dead.letters", "Records that could not be read, by their topic", Topics.INPUTS);
        rerouted = new TopicCounter(
                registry,
                "ringfence.rerouted",
                "Records that were on a partition that does not own their number",
                List.of(Topics.ACTIONS, Topics.PROVISIONING, Topics.FULFILMENT_RESULTS));
        duplicates = new TopicCounter(
                registry,
                "ringfence.duplicates",
                "Requests and orders that were there before",
                List.of(Topics.ACTIONS, Topics.PROVISIONING, Topics.ORDERS, Topics.ORDER_REQUESTS));
        decisions = new DecisionMeters(registry, clock);
        open = new OpenMeters(registry, clock);
        siteNumbers = new SiteNumbers(registry);
    }

    @Override
    public void unreadable(String topic) {
        deadLetters.increment(topic);
    }

    @Override
    public void rerouted(String topic) {
        rerouted.increment(topic);
    }

    @Override
    public void repeated(String topic) {
        duplicates.increment(topic);
    }

    @Override
    public void decided(Channel channel, Outcome outcome, Optional<Question> waitedFor, Instant receivedAt) {
        decisions.decided(channel, outcome, waitedFor, receivedAt);
    }

    @Override
    public void changedByTime(StateChange change) {
        decisions.changedByTime();
    }

    @Override
    public OfNumbers numbers() {
        Open<ChangeInProgress>.Part changes = open.changes();
        return new OfNumbers() {
            @Override
            public void waits(String phoneNumber, ChangeInProgress change) {
                changes.put(phoneNumber, change);
            }

            @Override
            public void settled(String phoneNumber) {
                changes.remove(phoneNumber);
            }

            @Override
            public void close() {
                changes.close();
            }
        };
    }

    @Override
    public OfSites sites() {
        Open<Instant>.Part orders = open.orders();
        Set<String> counted = new HashSet<>();
        return new OfSites() {
            @Override
            public void counted(String siteId, SiteCounts counts) {
                counted.add(siteId);
                siteNumbers.counted(siteId, counts);
            }

            @Override
            public void ordered(String order, Instant since) {
                orders.put(order, since);
            }

            @Override
            public void carriedOut(String order) {
                orders.remove(order);
            }

            @Override
            public void close() {
                orders.close();
                siteNumbers.forget(counted);
            }
        };
    }
}
