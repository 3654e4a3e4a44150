package io.ringfence.ops;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.StartupException;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.HostInfo;

/** The address under which the other instances reach the API of this one. */
@Factory
final class AdvertisedAddress {
    private static final String HOST = "ringfence.advertised.host";
    private static final String PORT = "ringfence.advertised.port";
    private static final String BOUND_HOST = "micronaut.server.host";
    private static final int MAX_PORT = 65_535;

    /** The server must run: the port that it is bound to is known no sooner. */
    @Singleton
    HostInfo advertised(EmbeddedServer server, Environment environment) {
        String host = configured(environment, HOST, String.class, name -> !name.isBlank(), "a host name or address")
                .or(() -> environment.getProperty(BOUND_HOST, String.class).filter(bound -> !isEveryAddress(bound)))
                .orElseGet(AdvertisedAddress::ownHost);
        int port = configured(environment, PORT, Integer.class, number -> number > 0 && number <= MAX_PORT, "a port")
                .orElseGet(server::getPort);
        return new HostInfo(host, port);
    }

    private static <T> Optional<T> configured(
            Environment environment, String name, Class<T> type, Predicate<T> allowed, String description) {
        return environment.containsProperty(name)
                ? Optional.of(new Settings(environment).read(name, type, allowed, description))
                : Optional.empty();
    }

    private static boolean isEveryAddress(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A container's name is often known to itself alone, its address is not; on other machines it may be a loopback. */
    private static String ownHost() {
        try {
            InetAddress own = InetAddress.getLocalHost();
            return own.isLoopbackAddress() ? own.getHostName() : own.getHostAddress();
        } catch (UnknownHostException e) {
            throw new StartupException("This machine does not know its own address: set " + HOST + ".", e);
        }
    }
}
