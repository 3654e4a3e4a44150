package io.ringfence.support.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Asks for all that is long, and takes a byte of it now and then. */
public final class SlowReader implements AutoCloseable {
    /** The least that the kernel holds for who does not read. */
    private static final int BUFFER = 2_048;

    private static final int EACH = 10;
    private static final int BETWEEN_BYTES_MS = 200;

    private final URI instance;
    private final Collection<String> sites;
    private final List<Socket> sockets = new ArrayList<>();
    private final Thread reading = new Thread(this::read, "slow-reader");

    /** Begins to read the events and the export of every site, for as long as the instance is there. */
    public SlowReader(URI instance, Collection<String> sites) {
        this.instance = instance;
        this.sites = List.copyOf(sites);
        reading.setDaemon(true);
        reading.start();
    }

    private void askAll() throws IOException {
        for (String site : sites) {
            for (int i = 0; i < EACH; i++) {
                ask("/api/sites/" + site + "/events");
                ask("/api/sites/" + site + "/phone-numbers.csv");
            }
        }
    }

    private void ask(String path) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(BUFFER);
        socket.connect(new InetSocketAddress(instance.getHost(), instance.getPort()));
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
                        .formatted(path, instance.getAuthority())
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private void read() {
        try {
            askAll();
            while (!Thread.currentThread().isInterrupted()) {
                for (Socket socket : sockets) {
                    InputStream in = socket.getInputStream();
                    if (in.available() > 0) {
                        in.read();
                    }
                }
                Thread.sleep(BETWEEN_BYTES_MS);
            }
        } catch (IOException | InterruptedException closed) {
            // As it is told to, or by the instance, which need not wait for ever, and may be gone.
        }
    }

    @Override
    public void close() {
        reading.interrupt();
        try {
            reading.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
