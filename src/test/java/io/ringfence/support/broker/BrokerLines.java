package io.ringfence.support.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The ways from one worker to all brokers. */
public final class BrokerLines implements AutoCloseable {
    private final List<BrokerLine> lines = new ArrayList<>();

    /** Returns the port to connect to instead. */
    int add(int port) throws IOException {
        BrokerLine line = BrokerLine.to(port);
        lines.add(line);
        return line.port();
    }

    public String bootstrapServers() {
        return lines.stream().map(line -> "127.0.0.1:" + line.port()).collect(Collectors.joining(","));
    }

    public void cut() {
        lines.forEach(BrokerLine::cut);
    }

    public void mend() {
        lines.forEach(BrokerLine::mend);
    }

    public void mendByReset() {
        lines.forEach(BrokerLine::mendByReset);
    }

    @Override
    public void close() throws IOException {
        for (BrokerLine line : lines) {
            line.close();
        }
    }
}
