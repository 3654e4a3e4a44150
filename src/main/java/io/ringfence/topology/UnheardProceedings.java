package io.ringfence.topology;

import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Question;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.StateChange;
import java.time.Instant;
import java.util.Optional;

/** Of what runs while nobody listens. */
final class UnheardProceedings implements Proceedings {
    @Override
    public void unreadable(String topic) {}

    @Override
    public void rerouted(String topic) {}

    @Override
    public void repeated(String topic) {}

    @Override
    public void decided(Channel channel, Outcome outcome, Optional<Question> waitedFor, Instant receivedAt) {}

    @Override
    public void changedByTime(StateChange change) {}

    @Override
    public OfNumbers numbers() {
        return new OfNumbers() {
            @Override
            public void waits(String phoneNumber, ChangeInProgress change) {}

            @Override
            public void settled(String phoneNumber) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public OfSites sites() {
        return new OfSites() {
            @Override
            public void counted(String siteId, SiteCounts counts) {}

            @Override
            public void ordered(String order, Instant since) {}

            @Override
            public void carriedOut(String order) {}

            @Override
            public void close() {}
        };
    }
}
