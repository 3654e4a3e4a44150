package io.ringfence.support.speed;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.ActionRequest;
import io.ringfence.support.platform.Client;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A contender that takes requests from topics, and has an outcome for each on others. */
sealed interface OnTopics extends Contender permits Direct, OtherTopology, RingfenceWorker, PostgresByPoll {
    String requests(ActionRequest request);

    List<String> outcomes();

    /** What has to be read whole until all is done; empty where that is so with the outcomes. */
    Optional<Flow.Internal> internal();

    /** As Ringfence has it, unless it needs something else to do its work. */
    default byte[] value(ActionRequest request, boolean isAccepted, byte[] avro) {
        return avro;
    }

    /** Throws where it does decide, and the outcomes are not those that they must be. */
    default void require(SpeedLoad.Batch batch, Map<String, Long> outcomesByTopic) {}

    /** Returns when it takes requests. */
    AutoCloseable startProcess(Surroundings surroundings) throws Exception;

    /** All of them, ready to be published. */
    default List<ProducerRecord<byte[], byte[]>> records(SpeedLoad.Batch batch, AvroSerde avro) {
        return batch.requests().stream()
                .map(request -> {
                    byte[] value = avro.serializer().serialize(Client.topic(request), ToAvro.actionRequest(request));
                    return new ProducerRecord<>(
                            requests(request),
                            Client.bytes(request.phoneNumber()),
                            value(request, batch.isAccepted(request), value));
                })
                .toList();
    }

    default Flow flow(Surroundings surroundings) {
        return new Flow(surroundings.broker(), outcomes(), internal());
    }

    @Override
    default Running start(Surroundings surroundings) throws Exception {
        AutoCloseable process = startProcess(surroundings);
        Flow flow = flow(surroundings);
        return new Running() {
            @Override
            public Duration decide(SpeedLoad.Batch batch) {
                Duration taken = flow.of(records(batch, surroundings.avro()));
                require(batch, flow.counts());
                return taken;
            }

            @Override
            public void close() throws Exception {
                flow.close();
                process.close();
            }
        };
    }
}
