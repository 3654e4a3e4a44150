package io.ringfence.ops;

import io.micronaut.context.env.Environment;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration.NettyListenerConfiguration;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.StartupException;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets the API answer others than this machine only where there are rights, or where somebody said that whoever reaches it may
 * use it. Refuses when a server is made, and so before it listens.
 */
@Singleton
final class ApiExposure implements BeanCreatedEventListener<EmbeddedServer> {
    static final String OPEN = "ringfence.security.open";
    static final String RIGHTS = "ringfence.security.enabled";

    private static final String HOST = "micronaut.server.host";

    private final Settings settings;

    ApiExposure(Environment environment) {
        settings = new Settings(environment);
    }

    @Override
    public EmbeddedServer onCreated(BeanCreatedEvent<EmbeddedServer> event) {
        check(event.getSource().getBean(NettyHttpServerConfiguration.class));
        return event.getBean();
    }

    private void check(NettyHttpServerConfiguration server) {
        if (!settings.flag(RIGHTS) && !settings.flag(OPEN)) {
            addresses(server)
                    .filter(address -> !address.isLoopback())
                    .findFirst()
                    .ifPresent(address -> {
                        throw new StartupException(
                                "%s is %s, where others than this machine reach the API, and there are no rights: set it to 127.0.0.1, or %s (RINGFENCE_SECURITY_ENABLED) to true, or, so that whoever reaches it may use it, %s (RINGFENCE_SECURITY_OPEN)."
                                        .formatted(address.setting(), address.description(), RIGHTS, OPEN));
                    });
        }
    }

    /** With listeners of their own, the server has these and no other. */
    private static Stream<Address> addresses(NettyHttpServerConfiguration server) {
        Collection<NettyListenerConfiguration> listeners = Optional.<Collection<NettyListenerConfiguration>>ofNullable(
                        server.getListeners())
                .orElse(List.of());
        return listeners.isEmpty()
                ? Stream.of(new Address(HOST + " (MICRONAUT_SERVER_HOST)", server.getHost()))
                : listeners.stream()
                        .filter(listener -> listener.getFamily() != NettyListenerConfiguration.Family.UNIX)
                        .map(listener -> new Address(
                                "micronaut.server.netty.listeners." + listener.getName() + ".host",
                                Optional.ofNullable(listener.getHost())));
    }

    /**
     * Where the server is to listen.
     *
     * @param host empty for every interface
     */
    private record Address(String setting, Optional<String> host) {
        boolean isLoopback() {
            return host.filter(Address::isLoopback).isPresent();
        }

        String description() {
            return host.map("\"%s\""::formatted).orElse("not set, which is every interface");
        }

        /** A name may have several addresses. One that has none the server refuses itself, but not before this. */
        private static boolean isLoopback(String name) {
            try {
                return Stream.of(InetAddress.getAllByName(name)).allMatch(InetAddress::isLoopbackAddress);
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }
}
