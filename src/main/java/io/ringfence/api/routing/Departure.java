package io.ringfence.api.routing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import reactor.core.publisher.Mono;

/** The moment at which a client goes away: the server itself goes on with the answer until it has to be written. */
public final class Departure {
    private Departure() {}

    /** Completes with it. */
    public static Mono<Void> of(HttpRequest<?> request) {
        if (!(request instanceof NettyHttpRequest<?> received)) {
            return Mono.never();
        }
        ChannelFuture closed = received.getChannelHandlerContext().channel().closeFuture();
        return Mono.create(departure -> {
            ChannelFutureListener listener = future -> departure.success();
            closed.addListener(listener);
            departure.onDispose(() -> closed.removeListener(listener));
        });
    }
}
