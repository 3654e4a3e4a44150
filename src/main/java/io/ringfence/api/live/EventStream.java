package io.ringfence.api.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.ringfence.query.LiveEvent;
import io.ringfence.query.NumberRow;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;

/** Events as server-sent events have them. */
@Singleton
public final class EventStream {
    private static final String NUMBER = "event: number\ndata: ";
    private static final String READY = "event: ready\ndata: {}";
    private static final String MOVED = "event: moved\ndata: {}";
    private static final String COMMENT = ":";
    private static final String END = "\n\n";

    private final ObjectMapper json;

    EventStream(ObjectMapper json) {
        this.json = json;
    }

    /** The data of a withdrawn number. */
    private record Withdrawn(String phoneNumber, boolean withdrawn) {}

    /** What is sent to whoever reads a stream. */
    public static MutableHttpResponse<?> response(Flux<byte[]> events) {
        return HttpResponse.ok(events)
                .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                // Said to nginx, which would keep events until it has a page of them.
                .header("X-Accel-Buffering", "no");
    }

    /**
     * An event as it is sent.
     *
     * @param explain whether a row says why not what it does not offer
     */
    byte[] encode(LiveEvent event, boolean explain) {
        return (text(event, explain) + END).getBytes(StandardCharsets.UTF_8);
    }

    private String text(LiveEvent event, boolean explain) {
        if (event instanceof LiveEvent.Changed changed) {
            return NUMBER + written(explain ? changed.row() : changed.row().unexplained());
        } else if (event instanceof LiveEvent.Withdrawn gone) {
            return NUMBER + written(new Withdrawn(gone.phoneNumber(), true));
        } else if (event instanceof LiveEvent.Ready) {
            return READY;
        } else if (event instanceof LiveEvent.Alive) {
            return COMMENT;
        }
        return MOVED;
    }

    private String written(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events of a stream that another instance sends. */
    Flux<LiveEvent> decode(Flux<byte[]> bytes) {
        return Flux.defer(() -> {
            Blocks blocks = new Blocks();
            return bytes.concatMapIterable(blocks::completedBy).map(this::event);
        });
    }

    private LiveEvent event(String block) {
        return switch (block) {
            case READY -> new LiveEvent.Ready();
            case MOVED -> new LiveEvent.Moved();
            case COMMENT -> new LiveEvent.Alive();
            default -> number(block.substring(NUMBER.length()));
        };
    }

    private LiveEvent number(String data) {
        try {
            JsonNode tree = json.readTree(data);
            return tree.has("withdrawn")
                    ? new LiveEvent.Withdrawn(tree.path("phoneNumber").asText())
                    : new LiveEvent.Changed(json.treeToValue(tree, NumberRow.class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is between two ends, of bytes that come in pieces. One byte a character: none of an end is part of another. */
    private static final class Blocks {
        private final StringBuilder begun = new StringBuilder();

        List<String> completedBy(byte[] piece) {
            begun.append(new String(piece, StandardCharsets.ISO_8859_1));
            List<String> completed = new ArrayList<>();
            for (int end = begun.indexOf(END); end >= 0; end = begun.indexOf(END)) {
                completed.add(new String(
                        begun.substring(0, end).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
                begun.delete(0, end + END.length());
            }
            return completed;
        }
    }
}
