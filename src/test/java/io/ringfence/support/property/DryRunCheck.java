package io.ringfence.support.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.query.DryRunResult;
import io.ringfence.query.ReadModel;
import io.ringfence.support.requests.SentOrder;
import java.util.List;
import java.util.function.Supplier;

/** What a dry run said of an input has to be what it then comes to: nothing else happens in between. */
public final class DryRunCheck {
    private final Supplier<ReadModel> now;

    public DryRunCheck(Supplier<ReadModel> now) {
        this.now = now;
    }

    /** To be asked before the request is sent. */
    public Outcome of(Envelope request) {
        ReadModel readModel = now.get();
        DryRunResult dryRun = readModel.dryRun(request);
        return dryRun.outcome()
                .apply(dryRun.claimant()
                        .map(party -> readModel.party(request.request().siteId(), party))
                        .orElse(PartyAtSite.UNHEARD_OF));
    }

    /** To be asked before the order is sent. */
    public VoiceServiceOutcome of(SentOrder sent) {
        return now.get().dryRun(sent.order());
    }

    /**
     * @param events what came of the request; none where it was received before
     */
    public static void assertCameTrue(Outcome dryRun, List<NumberEvent> events) {
        events.stream()
                .filter(Outcome.class::isInstance)
                .reduce((endOfCoolingOff, outcome) -> outcome)
                .ifPresent(outcome -> assertThat(dryRun)
                        .as("by dry run")
                        .usingRecursiveComparison()
                        .ignoringFields("message")
                        .isEqualTo(outcome));
    }

    /** A dry run is of an order at its site: what else a record may be keyed by, no path has. */
    public static void assertCameTrue(VoiceServiceOutcome dryRun, SentOrder sent, VoiceServiceOutcome real) {
        if (sent.key().equals(sent.order().siteId())) {
            assertThat(dryRun).as("by dry run").isEqualTo(real);
        }
    }
}
