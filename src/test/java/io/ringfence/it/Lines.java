package io.ringfence.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The ways from one worker to all brokers. */
final class Lines implements AutoCloseable {
    private final List<Line> lines = new ArrayList<>();

    /** Returns the port to connect to instead. */
    int add(int port) throws IOException {
        Line line = Line.to(port);
        lines.add(line);
        return line.port();
    }

    String bootstrapServers() {
        return lines.stream().map(line -> "127.0.0.1:" + line.port()).collect(Collectors.joining(","));
    }

    void cut() {
        lines.forEach(Line::cut);
    }

    void mend() {
        lines.forEach(Line::mend);
    }

    void mendByReset() {
        lines.forEach(Line::mendByReset);
    }

    @Override
    public void close() throws IOException {
        for (Line line : lines) {
            line.close();
        }
    }
}
