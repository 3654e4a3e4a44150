package io.ringfence.support.api;

import io.ringfence.query.Instance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Another instance that answers as no real one can be made to: late, in part, or never. */
public final class ScriptedInstance implements AutoCloseable {
    /** Nothing, on a connection that stays open. */
    public static final String SILENCE = "";

    private final ServerSocket server;
    private final String answer;
    private final BlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> departures = new LinkedBlockingQueue<>();

    /**
     * @param answer as it goes over the wire; the connection ends after it
     */
    public ScriptedInstance(String answer) {
        this.answer = answer;
        try {
            server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "scripted-instance");
        thread.setDaemon(true);
        thread.start();
    }

    public Instance address() {
        return new Instance("127.0.0.1", server.getLocalPort());
    }

    /** First line and headers of the next request. */
    public List<String> request() throws InterruptedException {
        return requests.take();
    }

    public int unreadRequests() {
        return requests.size();
    }

    /** Returns when a client that waited in vain has closed its connection. */
    public void awaitDeparture() throws InterruptedException {
        departures.take();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                List<String> request = new ArrayList<>();
                for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                    request.add(line);
                }
                requests.add(request);
                if (answer.equals(SILENCE)) {
                    departures.add(lines.read() < 0);
                } else {
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (SocketException e) {
                departures.add(true); // Or closed by us, when nobody asks any more.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
