package io.ringfence.api.live;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.parameter.UrlSite;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.rights.Caller;
import io.ringfence.api.rights.Credential;
import io.ringfence.api.rights.Quota;
import io.ringfence.api.routing.Departure;
import io.ringfence.api.routing.Forwarded;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.directory.Directory;
import io.ringfence.query.Instance;
import io.ringfence.query.LiveEvent;
import io.ringfence.query.LiveSites;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What becomes of a site's rows from now on, whoever tells of it. */
@Singleton
public final class SiteEvents {
    /** Of another instance, which gives a sign of life every 15 seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private final Placement placement;
    private final Routing routing;
    private final Instances instances;
    private final LiveSites sites;
    private final Directory directory;
    private final EventStream stream;
    private final Quota streams;

    SiteEvents(
            Placement placement,
            Routing routing,
            Instances instances,
            LiveSites sites,
            Directory directory,
            EventStream stream,
            @Named("streams") Quota streams) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
        this.sites = sites;
        this.directory = directory;
        this.stream = stream;
        this.streams = streams;
    }

    /**
     * The events, as of {@link LiveSites#read}; 404 where the site never had a number and is not in the directory, and refused
     * where there are as many streams as there may be.
     */
    public Mono<Flux<LiveEvent>> of(String siteId, HttpRequest<?> request) {
        UrlSite.requireKnowable(siteId);
        Caller caller = Caller.of(request);
        Routing.Question<MutableHttpResponse<Flux<LiveEvent>>> question = Routing.Question.of(
                readModel -> Mono.just(HttpResponse.ok(from(readModel, siteId, caller))),
                (instance, capacity) -> elsewhere(siteId, instance, capacity));
        return Mono.defer(() -> {
            // Before another instance is asked: what that begins to send would never be read.
            Quota.Hold hold = streams.take(caller);
            // Whoever has gone before the first event never reads one.
            Departure.of(request).doFinally(end -> hold.giveBack()).subscribe();
            return routing.ask(() -> placement.ofSite(siteId), question)
                    .map(answer -> answer.body().takeUntilOther(endOf(caller)).doFinally(end -> hold.giveBack()))
                    .doOnError(refusal -> hold.giveBack());
        });
    }

    /** When what the caller has shown is good no longer: to go on, it shows something new. Never, where it had to show nothing. */
    private static Mono<Long> endOf(Caller caller) {
        return Mono.justOrEmpty(caller.credential().flatMap(Credential::until))
                .flatMap(end -> Mono.delay(Duration.between(Instant.now(), end)))
                .switchIfEmpty(Mono.never());
    }

    /** Only who decides hears of every change. */
    Flux<LiveEvent> from(ReadModel readModel, String siteId, Caller caller) {
        boolean isNamed = directory.within(caller.sites()).site(siteId).isPresent();
        if (!isNamed && !readModel.isKnown(siteId)) {
            throw Refusals.unknownSite(siteId);
        }
        return sites.read(siteId);
    }

    private Mono<MutableHttpResponse<Flux<LiveEvent>>> elsewhere(String siteId, Instance instance, Forwarded capacity) {
        URI path = UriBuilder.of("/api/sites")
                .path(siteId)
                .path("events")
                .queryParam("explain", true)
                .build();
        return instances.stream(path, instance, capacity)
                .switchIfEmpty(Mono.error(() -> Refusals.unknownSite(siteId)))
                .map(bytes -> HttpResponse.ok(
                        stream.decode(bytes).timeout(SILENCE).onErrorResume(lost -> Mono.just(new LiveEvent.Moved()))));
    }
}
