package io.ringfence.support.speed;

import io.ringfence.support.machine.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/** A PostgreSQL of its own, as the distribution sets it up: what is committed is on the disk. */
final class PostgresServer implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";

    private final Path directory;
    private final int port;

    private PostgresServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static PostgresServer start() throws IOException, InterruptedException {
        // Its user must come to it, and to nothing else of ours.
        Path directory = Files.createTempDirectory("ringfence-postgres");
        PostgresServer server = new PostgresServer(directory, FreePorts.one());
        if (server.isRoot()) {
            server.run("chown", USER, directory.toString());
        }
        server.asUser("initdb", "-D", server.data(), "-A", "trust", "-U", USER);
        server.control("-w", "-l", directory.resolve("log").toString(), "-o", server.options(), "start");
        return server;
    }

    private String options() {
        return "-p %d -c listen_addresses=127.0.0.1 -k %s -c max_connections=100".formatted(port, directory);
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    /** Returns the URL of a new database, with nothing but the tables. */
    String create(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(USER));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        try (Connection connection = DriverManager.getConnection(url(database))) {
            PostgresDecisions.createTables(connection);
        }
        return url(database);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port, database, USER);
    }

    /** One that commits what it is told to. */
    static Connection connect(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        return connection;
    }

    private void control(String... arguments) throws IOException, InterruptedException {
        asUser(
                "pg_ctl",
                Stream.concat(Stream.of("-D", data()), Stream.of(arguments)).toArray(String[]::new));
    }

    private void asUser(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", USER, "--"));
        }
        command.add(newest().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    /** It runs under no user that may do anything. */
    private boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Path newest() throws IOException {
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.max(Comparator.comparing(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow();
        }
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " fails");
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        control("-m", "immediate", "stop");
        Utils.delete(directory.toFile());
    }
}
