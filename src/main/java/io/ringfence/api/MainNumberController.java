package io.ringfence.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.query.Placement;
import java.net.URI;
import reactor.core.publisher.Mono;

/**
 * What one instance asks another for the row of a single number. The listing, which is open to everybody, says it too,
 * but reads every number of the site to say it, and shows a main number only once its claim has come back.
 */
@Controller(MainNumberController.PATH)
final class MainNumberController {
    static final String PATH = "/internal/main-numbers";

    private final Placement placement;
    private final Routing routing;

    MainNumberController(Placement placement, Routing routing) {
        this.placement = placement;
        this.routing = routing;
    }

    /** Whether a party has a main number at a site. */
    record Answer(boolean held) {}

    static URI uri(String siteId, Party party) {
        return UriBuilder.of(PATH)
                .queryParam("siteId", siteId)
                .queryParam("partyType", party.type())
                .queryParam("partyId", party.id())
                .build();
    }

    @Get
    Mono<MutableHttpResponse<?>> held(
            @QueryValue String siteId,
            @QueryValue PartyType partyType,
            @QueryValue String partyId,
            HttpRequest<?> request) {
        Party party = new Party(partyType, partyId, null);
        return routing.answer(
                request,
                () -> placement.ofSite(siteId),
                readModel -> HttpResponse.ok(new Answer(readModel.hasMainNumber(siteId, party))));
    }
}
