package io.ringfence.support.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.query.Foreseen;
import io.ringfence.query.ReadModel;
import io.ringfence.support.requests.SentOrder;
import java.util.List;

/** What was foreseen of an input has to be what it then comes to: nothing else happens in between. */
public final class Foresight {
    private final ReadModel readModel;

    public Foresight(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** To be asked before the request is sent. */
    public Outcome of(Envelope request) {
        Foreseen foreseen = readModel.foresee(request);
        return foreseen.outcome()
                .apply(foreseen.claimant()
                        .flatMap(party -> readModel.mainNumber(request.request().siteId(), party)));
    }

    /** To be asked before the order is sent. */
    public VoiceServiceOutcome of(SentOrder sent) {
        return readModel.rehearse(sent.order());
    }

    /**
     * @param events what came of the request; none where it was received before
     */
    public static void assertCameTrue(Outcome foreseen, List<NumberEvent> events) {
        events.stream()
                .filter(Outcome.class::isInstance)
                .reduce((endOfCoolingOff, outcome) -> outcome)
                .ifPresent(outcome -> assertThat(foreseen)
                        .as("foreseen")
                        .usingRecursiveComparison()
                        .ignoringFields("message")
                        .isEqualTo(outcome));
    }

    /** The rehearsal is of an order at its site: what else a record may be keyed by, no path has. */
    public static void assertCameTrue(VoiceServiceOutcome foreseen, SentOrder sent, VoiceServiceOutcome real) {
        if (sent.key().equals(sent.order().siteId())) {
            assertThat(foreseen).as("foreseen").isEqualTo(real);
        }
    }
}
