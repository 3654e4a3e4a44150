package io.ringfence.topology;

import io.ringfence.avro.FromAvro;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.Channel;
import io.ringfence.domain.ClaimAnswer;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Site;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOutcome;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What travels, as bytes. An outcome's go to every place that keeps or carries it: encoded once, read anywhere.
 */
public final class RecordCodec {
    private final Serializer<GenericRecord> serializer;
    private final Deserializer<GenericRecord> deserializer;

    public RecordCodec(Serde<GenericRecord> avro) {
        this.serializer = avro.serializer();
        this.deserializer = avro.deserializer();
    }

    byte[] encode(Outcome outcome) {
        return serializer.serialize(topic(outcome).name(), ToAvro.outcome(outcome));
    }

    /** The outcome of which these are the bytes. */
    public Outcome decode(byte[] outcome) {
        return FromAvro.outcome(deserializer.deserialize(null, outcome));
    }

    byte[] encode(MainNumberClaim claim) {
        return serializer.serialize(Topics.SITE_EVENTS.name(), ToAvro.claim(claim));
    }

    byte[] encode(ChangeAbandoned abandoned) {
        return serializer.serialize(Topics.SITE_EVENTS.name(), ToAvro.changeAbandoned(abandoned));
    }

    byte[] encode(ClaimAnswer answer) {
        return serializer.serialize(Topics.CLAIM_ANSWERS.name(), ToAvro.claimAnswer(answer));
    }

    byte[] encode(ActionRequest orderRequest) {
        return serializer.serialize(Topics.ORDER_REQUESTS.name(), ToAvro.actionRequest(orderRequest));
    }

    /** The outcome of an order of which these are the bytes. */
    public VoiceServiceOutcome decodeOrderOutcome(byte[] outcome) {
        return FromAvro.orderOutcome(deserializer.deserialize(null, outcome));
    }

    byte[] encode(VoiceServiceOutcome outcome) {
        return serializer.serialize(Topics.ORDER_OUTCOMES.name(), ToAvro.orderOutcome(outcome));
    }

    /** What reaches the owner of a site. */
    ReceivedEvent siteEvent(byte[] bytes) {
        GenericRecord event = deserializer.deserialize(Topics.SITE_EVENTS.name(), bytes);
        return new ReceivedEvent(FromAvro.siteEvent(event), bytes, FromAvro.isKnownInFull(event));
    }

    /** What the owner of a site says. */
    NumberInput claimAnswer(byte[] bytes) {
        GenericRecord answer = deserializer.deserialize(Topics.CLAIM_ANSWERS.name(), bytes);
        return new NumberInput.Answer(FromAvro.claimAnswer(answer), bytes, FromAvro.isKnownInFull(answer));
    }

    /** What came to the owner of a number on the internal topic. */
    NumberInput hop(String topic, byte[] bytes) {
        if (topic.equals(Topics.CLAIM_ANSWERS.name())) {
            return claimAnswer(bytes);
        }
        GenericRecord request = deserializer.deserialize(topic, bytes);
        return new ReceivedRequest(
                Channel.ORDERS, FromAvro.actionRequest(request), bytes, FromAvro.isKnownInFull(request));
    }

    /** An order's bytes as they are, once it is sure that they are an order's. */
    byte[] order(String topic, Headers headers, byte[] bytes) {
        RecordBounds.check(headers, bytes);
        FromAvro.order(deserializer.deserialize(topic, headers, bytes));
        return bytes;
    }

    /** What was published of a site. */
    public Site publishedSite(byte[] bytes) {
        return FromAvro.site(deserializer.deserialize(Topics.SITE_DIRECTORY.name(), bytes));
    }

    /** The same, of bytes that were read before: the registry is not asked again what they stand for. */
    public Site knownSite(byte[] bytes) {
        return FromAvro.site(deserializer.deserialize(null, bytes));
    }

    private static Topics.Topic topic(Outcome outcome) {
        return outcome instanceof StateChange ? Topics.STATE_CHANGES : Topics.REJECTIONS;
    }
}
