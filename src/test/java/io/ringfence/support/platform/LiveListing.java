package io.ringfence.support.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.domain.PhoneNumber;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The listing of a site as a reader keeps it who follows the rules: connects, waits for {@code ready}, lists, applies what is
 * told; and on {@code moved}, or where the connection is lost or silent, again. Goes from one instance to the next.
 */
public final class LiveListing implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    /** Three signs of life that have not come: the connection is as good as lost. */
    private static final int SILENCE_MS = 45_000;

    private static final String EVENT = "event: ";

    private final Supplier<List<URI>> instances;
    private final String siteId;
    private final Map<String, PhoneNumber> rows = new ConcurrentSkipListMap<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Thread reading = new Thread(this::read, "live-listing");
    private volatile boolean closed;

    /**
     * @param instances where they are now: one that comes back may be elsewhere
     */
    public LiveListing(Supplier<List<URI>> instances, String siteId) {
        this.instances = instances;
        this.siteId = siteId;
        reading.setDaemon(true);
        reading.start();
    }

    /** By phone number, as far as was heard. */
    public Map<String, PhoneNumber> rows() {
        return Map.copyOf(rows);
    }

    /** The names of the events that were heard. */
    public List<String> events() {
        return List.copyOf(events);
    }

    private void read() {
        for (int attempt = 0; !closed; attempt++) {
            List<URI> all = instances.get();
            URI instance = all.get(attempt % all.size());
            try {
                follow(instance);
            } catch (IOException | UncheckedIOException e) {
                events.add("lost");
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    private void follow(URI instance) throws IOException {
        URLConnection connection =
                instance.resolve("/api/sites/" + siteId + "/events").toURL().openConnection();
        connection.setConnectTimeout(SILENCE_MS);
        connection.setReadTimeout(SILENCE_MS);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
                if (line.startsWith(EVENT)) {
                    String data =
                            Optional.ofNullable(lines.readLine()).orElseThrow(() -> new EOFException("half an event"));
                    hear(line.substring(EVENT.length()), data.substring("data: ".length()), instance);
                }
            }
        }
    }

    private void hear(String event, String data, URI instance) throws IOException {
        events.add(event);
        switch (event) {
            case "ready" -> {
                Map<String, PhoneNumber> listed = Listed.at(instance, siteId);
                rows.keySet().retainAll(listed.keySet());
                rows.putAll(listed);
            }
            case "number" -> apply(JSON.readTree(data));
            case "moved" -> {}
            default -> throw new AssertionError("Unknown event " + event);
        }
    }

    private void apply(JsonNode number) {
        String phoneNumber = number.path("phoneNumber").asText();
        Optional.of(number)
                .filter(row -> !row.path("withdrawn").asBoolean())
                .map(Listed::number)
                .ifPresentOrElse(row -> rows.put(phoneNumber, row), () -> rows.remove(phoneNumber));
    }

    @Override
    public void close() {
        closed = true;
        reading.interrupt();
    }
}
