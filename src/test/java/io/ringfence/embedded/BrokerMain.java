package io.ringfence.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Runs a broker until standard input ends: arguments data directory and port. */
final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        try (DataDirectory directory = DataDirectory.open(Path.of(args[0]));
                EmbeddedBroker broker = EmbeddedBroker.start(directory.broker(), Integer.parseInt(args[1]))) {
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
