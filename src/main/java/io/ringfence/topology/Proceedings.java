package io.ringfence.topology;

import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Question;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.StateChange;
import java.time.Instant;
import java.util.Optional;

/**
 * Hears of what is done here, for those who run it. Told on the stream thread: whoever listens must not keep it. Told before the
 * commit: what is done again after a fault is told again.
 */
public interface Proceedings {
    /** Nobody listens. */
    Proceedings UNHEARD = new UnheardProceedings();

    /** A record could not be read, and is a dead letter. */
    void unreadable(String topic);

    /** A record was on a partition that does not own its number. */
    void rerouted(String topic);

    /** A request or an order was there before, and is not decided again. */
    void repeated(String topic);

    /**
     * A request has its outcome.
     *
     * @param waitedFor the last question that had to be answered before; empty where there was none
     * @param receivedAt the time of its record
     */
    void decided(Channel channel, Outcome outcome, Optional<Question> waitedFor, Instant receivedAt);

    /** A number has changed that nobody had asked for. */
    void changedByTime(StateChange change);

    /** The numbers of a partition are decided here from now on. Nothing of them has been told. */
    OfNumbers numbers();

    /** The sites of a partition are kept here from now on. Nothing of them has been told. */
    OfSites sites();

    /** Hears of the numbers of one partition. */
    interface OfNumbers extends AutoCloseable {
        /** A number has a change in progress, or still has one and waits for something else. */
        void waits(String phoneNumber, ChangeInProgress change);

        /** It has none any more. */
        void settled(String phoneNumber);

        /** They are here no more, or are about to be told anew. */
        @Override
        void close();
    }

    /** Hears of the sites of one partition. */
    interface OfSites extends AutoCloseable {
        /** How many numbers a site has now. */
        void counted(String siteId, SiteCounts counts);

        /**
         * An order is there that has no outcome.
         *
         * @param order tells it apart from all others of the partition
         * @param since when it was received; where that was before it came here, when it came
         */
        void ordered(String order, Instant since);

        /** It has its outcome. */
        void carriedOut(String order);

        /** They are here no more, or are about to be told anew. */
        @Override
        void close();
    }
}
