package io.ringfence.avro;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An HTTP server with the faults that a real registry can hardly be made to have. */
public final class ScriptedRegistry implements AutoCloseable {
    /** One answer; must not throw. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public record Call(String method, String path, String authorization, String body) {}

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String scheme;
    private final HttpServer server;
    private volatile Answer last = json(500, "{}");

    public ScriptedRegistry() {
        this(Optional.empty());
    }

    /** Over TLS. */
    ScriptedRegistry(SSLContext tls) {
        this(Optional.of(new HttpsConfigurator(tls)));
    }

    private ScriptedRegistry(Optional<HttpsConfigurator> tls) {
        scheme = tls.isPresent() ? "https" : "http";
        try {
            server = server(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private static HttpServer server(InetSocketAddress address, Optional<HttpsConfigurator> tls) throws IOException {
        if (tls.isEmpty()) {
            return HttpServer.create(address, 0);
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(tls.get());
        return server;
    }

    /** Gives these answers in turn, then the last of them for good. */
    public ScriptedRegistry answering(Answer... answers) {
        script.addAll(List.of(answers));
        last = answers[answers.length - 1];
        return this;
    }

    public static Answer json(int status, String body) {
        return text(status, body.replace('\'', '"'));
    }

    static Answer text(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    /** Takes the call and never answers. */
    static Answer silence() {
        return exchange -> {};
    }

    /** Ends the connection instead of answering. */
    static Answer hangUp() {
        return HttpExchange::close;
    }

    public String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Call> calls() {
        return calls;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.setStreams(new ByteArrayInputStream(body), null);
        calls.add(new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(body, StandardCharsets.UTF_8)));
        Answer next = script.poll();
        (next == null ? last : next).to(exchange);
    }

    /** From here on, connections are refused. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
