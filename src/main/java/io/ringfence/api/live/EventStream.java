package io.ringfence.api.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.query.LiveEvent;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Events as server-sent events have them. */
@Singleton
final class EventStream {
    /** For whoever reads of a site that nobody is left to tell of. */
    static final byte[] MOVED = bytes("event: moved\ndata: {}\n\n");

    private static final byte[] READY = bytes("event: ready\ndata: {}\n\n");
    private static final byte[] COMMENT = bytes(":\n\n");

    private final ObjectMapper json;

    EventStream(ObjectMapper json) {
        this.json = json;
    }

    /** The data of a withdrawn number. */
    private record Withdrawn(String phoneNumber, boolean withdrawn) {}

    byte[] encode(LiveEvent event) {
        if (event instanceof LiveEvent.Changed changed) {
            return number(changed.row());
        } else if (event instanceof LiveEvent.Withdrawn gone) {
            return number(new Withdrawn(gone.phoneNumber(), true));
        } else if (event instanceof LiveEvent.Ready) {
            return READY;
        } else if (event instanceof LiveEvent.Alive) {
            return COMMENT;
        }
        return MOVED;
    }

    private byte[] number(Object data) {
        try {
            return bytes("event: number\ndata: " + json.writeValueAsString(data) + "\n\n");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
