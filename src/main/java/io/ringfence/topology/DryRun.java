package io.ringfence.topology;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.Limits;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Rules;
import io.ringfence.domain.Verdict;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.domain.VoiceServices;
import java.time.Instant;
import java.util.Optional;

/** What the owner of a number, or of a site, would make of what it is asked, as the processors do. Writes nothing. */
public final class DryRun {
    private final Rules rules;
    private final RecordCodec codec;

    public DryRun(Rules rules, RecordCodec codec) {
        this.rules = rules;
        this.codec = codec;
    }

    /**
     * The verdict. A request that was decided before has the outcome that it had.
     *
     * @param entry of the number that is the request's key
     * @param requests the dedupe store of the number's partition
     * @param limits that the owner of the partition knows
     */
    public Verdict verdict(NumberEntry entry, DedupeStore requests, Limits limits, Envelope asked, Instant now) {
        Optional<RememberedRequest> owner = requests.ownerOfId(asked, now);
        if (owner.isEmpty()) {
            return rules.decide(entry, asked, limits, now).verdict();
        }
        Optional<RememberedRequest> known = requests.known(asked, Fingerprint.of(asked), owner.get(), now);
        if (known.isPresent()) {
            return known.filter(RememberedRequest::isDecided)
                    .<Verdict>map(logged -> codec.decode(logged.outcome()))
                    .orElseGet(() -> rules.decide(entry, asked, limits, now).verdict());
        }
        boolean isFree = owner.get().isDecided()
                && rules.leavesIdTo(asked, codec.decode(owner.get().outcome()));
        return (isFree ? rules.decide(entry, asked, limits, now) : rules.requestIdReused(entry, asked, now)).verdict();
    }

    /**
     * What the owner of a site would make of an order now, by its id alone; empty where that is free. An order that was
     * received before has the outcome that it had.
     *
     * @param remembered under the order's id
     */
    public Optional<VoiceServiceOutcome> ofKnownOrder(
            VoiceServiceOrder order, Optional<RememberedOrder> remembered, Instant now) {
        return remembered.flatMap(known -> known.isOf(Fingerprint.of(order))
                ? known.outcome().map(codec::decodeOrderOutcome)
                : Optional.of(new VoiceServices(rules).orderIdReused(order, now)));
    }
}
