package io.ringfence.topology;

import io.ringfence.domain.LimitedParty;
import java.util.OptionalInt;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Has the owner of a partition's numbers take note of the parties that are limited, before it decides anything. */
final class RebuiltLimits implements Processor<String, byte[], String, byte[]> {
    private final RecordCodec codec;

    private LimitedParties limited;
    private ProcessorContext<String, byte[]> context;

    RebuiltLimits(RecordCodec codec) {
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> newContext) {
        context = newContext;
        limited = new LimitedParties(StateStores.LIMITED_PARTIES.in(context));
    }

    @Override
    public void process(Record<String, byte[]> announced) {
        ReceivedLimit limit = (ReceivedLimit) codec.hop(Topics.LIMITED_PARTIES.name(), announced.value());
        limited.add(limit.limited());
        LimitedParty noted = new LimitedParty(
                limit.limited().siteId(),
                limit.limited().party(),
                OptionalInt.of(context.taskId().partition()));
        context.forward(announced.withKey(noted.siteId()).withValue(codec.encode(noted)));
    }
}
