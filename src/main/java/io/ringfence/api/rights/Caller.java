package io.ringfence.api.rights;

import io.micronaut.http.HttpRequest;
import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.query.SiteScope;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Who asks, and what it may. Every answer is made on behalf of one, which travels with the question: what asks on behalf of
 * nobody fails.
 *
 * @param name under which it asks; empty where there are no rights, and whoever asks says who it is
 * @param credential empty where there is none
 * @param sites of which it sees anything, and may ask for anything
 */
public record Caller(Optional<String> name, Optional<Credential> credential, Set<Role> roles, SiteScope sites) {
    /** Whoever reaches the API, where there are no rights. */
    static final Caller ANYBODY =
            new Caller(Optional.empty(), Optional.empty(), EnumSet.allOf(Role.class), SiteScope.ALL);

    /** Who has not said who it is, where that matters. */
    static final Caller NOBODY =
            new Caller(Optional.empty(), Optional.empty(), EnumSet.noneOf(Role.class), SiteScope.of(Set.of()));

    private static final String ATTRIBUTE = Caller.class.getName();

    /** Who has sent a request. */
    public static Caller of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Caller.class).orElse(NOBODY);
    }

    void attachTo(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** On whose behalf something is asked. */
    public static Caller of(ContextView context) {
        return context.get(Caller.class);
    }

    /** Asks on its behalf. */
    public <T> Mono<T> asks(Mono<T> question) {
        return question.contextWrite(context -> context.put(Caller.class, this));
    }

    /** Whether it may ask for anything that belongs to a topic, at its own sites. */
    public boolean mayAsk(Channel channel) {
        return roles.contains(Role.of(channel));
    }

    /** Refuses what it may not ask for, whatever would come of it. */
    public void require(Channel channel, String siteId) {
        if (!mayAsk(channel)) {
            throw Refusals.forbidden(
                    "It takes the role %s.".formatted(Role.of(channel).claim()));
        }
        if (!sites.has(siteId)) {
            throw Refusals.forbidden("No right to site %s.".formatted(siteId));
        }
    }

    /** The request as it is asked under its own name; refused where it may not be. */
    public ActionRequest signed(ActionRequest request) {
        require(request.action().channel(), request.siteId());
        return name.map(request::withRequestedBy).orElse(request);
    }

    /** The order as it is asked under its own name; refused where it may not be. */
    public VoiceServiceOrder signed(VoiceServiceOrder order) {
        require(Channel.ORDERS, order.siteId());
        return name.map(order::withRequestedBy).orElse(order);
    }
}
