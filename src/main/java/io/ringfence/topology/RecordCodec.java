package io.ringfence.topology;

import io.ringfence.avro.FromAvro;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.EntitlementKey;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.Site;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.domain.WellFormed;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
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

    byte[] encode(PendingChange change) {
        return serializer.serialize(Topics.SITE_EVENTS.name(), ToAvro.pendingChange(change));
    }

    byte[] encode(FulfilmentRequest request) {
        return serializer.serialize(Topics.FULFILMENTS.name(), ToAvro.fulfilmentRequest(request));
    }

    byte[] encode(ChangeAbandoned abandoned) {
        return serializer.serialize(Topics.SITE_EVENTS.name(), ToAvro.changeAbandoned(abandoned));
    }

    /** What the site is told, under the subject of what it tells the owners of numbers. */
    byte[] encode(EntitlementChange change) {
        return serializer.serialize(Topics.LIMITED_PARTIES.name(), ToAvro.entitlementChange(change));
    }

    /** What the owners of numbers are told of a party, and answer. */
    byte[] encode(LimitedParty limited) {
        return serializer.serialize(Topics.LIMITED_PARTIES.name(), ToAvro.limitedParty(limited));
    }

    byte[] encode(Answer answer) {
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

    byte[] encode(SiteStock stock) {
        return serializer.serialize(Topics.SITE_STOCK.name(), ToAvro.siteStock(stock));
    }

    /** What reaches the owner of a site. */
    ReceivedEvent siteEvent(byte[] bytes) {
        GenericRecord event = deserializer.deserialize(Topics.SITE_EVENTS.name(), bytes);
        return new ReceivedEvent(FromAvro.siteEvent(event), bytes, FromAvro.isKnownInFull(event));
    }

    /** What came to the owner of a number otherwise than from a sender of requests. */
    NumberInput hop(String topic, byte[] bytes) {
        GenericRecord hop = deserializer.deserialize(topic, bytes);
        boolean known = FromAvro.isKnownInFull(hop);
        return switch (hop.getSchema().getName()) {
            case "ActionRequest" -> new ReceivedRequest(Channel.ORDERS, FromAvro.actionRequest(hop), bytes, known);
            case "EntitlementNotice" -> new ReceivedLimit(FromAvro.limitedParty(hop), bytes, known);
            default -> new ReceivedAnswer(FromAvro.answer(hop), bytes, known);
        };
    }

    /** What was published of a party's entitlement, or that there is none any more, as its site is told. */
    EntitlementChange entitlement(String topic, String key, Headers headers, byte[] bytes) {
        if (bytes == null) {
            return EntitlementKey.parsed(key)
                    .map(withdrawn -> new EntitlementChange(withdrawn.siteId(), withdrawn.party(), OptionalInt.empty()))
                    .orElseThrow(() -> new SerializationException("The key is not siteId/partyType/partyId: " + key));
        }
        RecordBounds.check(headers, bytes);
        Entitlement entitlement = FromAvro.entitlement(deserializer.deserialize(topic, headers, bytes));
        requireNone(WellFormed.complaint(key, entitlement));
        return new EntitlementChange(
                entitlement.siteId(), entitlement.party(), OptionalInt.of(entitlement.voiceServices()));
    }

    private static void requireNone(Optional<String> complaint) {
        complaint.ifPresent(sentence -> {
            throw new SerializationException(sentence);
        });
    }

    /** What the voice platform's adapter has published. */
    NumberInput publishedResult(String topic, String key, Headers headers, byte[] bytes) {
        ReceivedAnswer result = fulfilmentResult(topic, headers, bytes);
        requireNone(WellFormed.complaint(key, result.answer()));
        return result;
    }

    /** The answer of the voice platform, whatever else a newer one has to say. */
    ReceivedAnswer fulfilmentResult(String topic, Headers headers, byte[] bytes) {
        RecordBounds.check(headers, bytes);
        return new ReceivedAnswer(FromAvro.answer(deserializer.deserialize(topic, headers, bytes)), bytes, true);
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
