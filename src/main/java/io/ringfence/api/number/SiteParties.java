package io.ringfence.api.number;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.OwnQuestion;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PartyType;
import io.ringfence.query.Placement;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * What the owner of a number cannot tell: what the owner of a site knows of a party there. Asked here or over the path that only
 * instances ask.
 */
@Controller(SiteParties.PATH)
final class SiteParties {
    static final String PATH = "/internal/parties";

    private final Placement placement;
    private final Routing routing;
    private final Instances instances;

    SiteParties(Placement placement, Routing routing, Instances instances) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
    }

    /** What another instance asks. */
    @Get
    Mono<MutableHttpResponse<?>> answer(
            @QueryValue String siteId,
            @QueryValue PartyType partyType,
            @QueryValue String partyId,
            HttpRequest<?> request) {
        Party party = new Party(partyType, partyId, null);
        return routing.answer(
                request, () -> placement.ofSite(siteId), readModel -> HttpResponse.ok(readModel.party(siteId, party)));
    }

    /**
     * A 200 whose body depends on what the site knows of a party, where there is one in question.
     *
     * @param body by the party; by one that nobody has heard of where there is none
     */
    <T> Mono<MutableHttpResponse<T>> answer(String siteId, Optional<Party> party, Function<PartyAtSite, T> body) {
        return party.map(inQuestion ->
                        of(siteId, inQuestion).map(known -> Routing.withBody(known, body.apply(known.body()))))
                .orElseGet(() -> Mono.just(HttpResponse.ok(body.apply(PartyAtSite.UNHEARD_OF))));
    }

    private Mono<MutableHttpResponse<PartyAtSite>> of(String siteId, Party party) {
        OwnQuestion<PartyAtSite> known = new OwnQuestion<>(
                instances,
                UriBuilder.of(PATH)
                        .queryParam("siteId", siteId)
                        .queryParam("partyType", party.type())
                        .queryParam("partyId", party.id())
                        .build(),
                Map.of(),
                PartyAtSite.class,
                readModel -> readModel.party(siteId, party));
        return routing.ask(() -> placement.ofSite(siteId), known);
    }
}
