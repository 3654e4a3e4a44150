package io.ringfence.support.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where a broker listens, and where it tells its clients to find it. */
final class Listeners {
    private final List<String> bound = new ArrayList<>();
    private final List<String> advertised = new ArrayList<>();
    private final List<String> protocols = new ArrayList<>(List.of(KafkaNode.CONTROLLER_LISTENER + ":PLAINTEXT"));

    void add(String name, int port, int advertisedPort) {
        bound.add(at(name, port));
        advertised.add(at(name, advertisedPort));
        protocols.add(name + ":PLAINTEXT");
    }

    static String at(String name, int port) {
        return name + "://127.0.0.1:" + port;
    }

    Map<String, String> settings() {
        return Map.of(
                "listeners",
                String.join(",", bound),
                "advertised.listeners",
                String.join(",", advertised),
                "listener.security.protocol.map",
                String.join(",", protocols));
    }
}
