package io.ringfence.support.speed;

import io.ringfence.domain.ActionRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** What does less than Ringfence with the same records, and decides nothing. */
public enum ContenderTopology {
    /** Every record goes on as it is. */
    PASS_THROUGH,

    /** One look-up and one write for each record. */
    ONE_STORE,

    /** {@link Skeleton}. */
    SKELETON;

    /** Inputs of numbers that Ringfence has, beside requests and answers of sites. */
    private static final int IDLE = 5;

    /** Builds it. */
    public Topology build() {
        return switch (this) {
            case PASS_THROUGH ->
                new Topology()
                        .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), requests())
                        .addSink("sink", outcome(), new ByteArraySerializer(), new ByteArraySerializer(), "source");
            case ONE_STORE ->
                new Topology()
                        .addSource("source", new StringDeserializer(), new ByteArrayDeserializer(), requests())
                        .addProcessor("processor", OneStore::new, "source")
                        .addStateStore(
                                Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(OneStore.NAME),
                                        Serdes.String(),
                                        Serdes.ByteArray()),
                                "processor")
                        .addSink("sink", outcome(), new StringSerializer(), new ByteArraySerializer(), "processor");
            case SKELETON -> skeleton().topology();
        };
    }

    /** Whether {@link #history} is to run beside it. */
    public boolean hasHistory() {
        return this == SKELETON;
    }

    /** Builds the history of what the skeleton puts out. */
    public Topology history() {
        return skeleton().history();
    }

    private Skeleton skeleton() {
        return new Skeleton(requests(), outcome(), topic("rejections"), topic("events"), topic("answers"), idle());
    }

    String requests() {
        return topic("requests");
    }

    private String outcome() {
        return topic("outcomes");
    }

    /** That one outcome for each request comes to. */
    List<String> outcomes() {
        return this == SKELETON ? List.of(outcome(), topic("rejections")) : List.of(outcome());
    }

    /** Topics between its halves, and those that nothing comes by. */
    List<String> internal() {
        return this == SKELETON
                ? Stream.concat(Stream.of(topic("events"), topic("answers")), idle().stream())
                        .toList()
                : List.of();
    }

    private List<String> idle() {
        return IntStream.range(0, IDLE).mapToObj(i -> topic("idle-" + i)).toList();
    }

    /** The one that is to be read whole until all is done. */
    Optional<String> last() {
        return internal().stream().findFirst();
    }

    private String topic(String of) {
        return "speed-%s-%s".formatted(this, of);
    }

    byte[] value(ActionRequest request, boolean isAccepted, byte[] avro) {
        return this == SKELETON ? SkeletonRecord.of(request, isAccepted, avro) : avro;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
