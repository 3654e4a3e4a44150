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
import io.ringfence.domain.PartyType;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * What the owner of a number cannot tell: the main number of a party at a site. Asked of the site's owner, here or over the
 * path that only instances ask; the listing would read every number of the site to say it, and shows a main number only
 * once its claim has come back.
 */
@Controller(MainNumberHolders.PATH)
final class MainNumberHolders {
    static final String PATH = "/internal/main-numbers";

    private final Placement placement;
    private final Routing routing;
    private final Instances instances;

    MainNumberHolders(Placement placement, Routing routing, Instances instances) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
    }

    /** The answer; null when the party has none. */
    record Answer(String phoneNumber) {
        static Answer of(ReadModel readModel, String siteId, Party party) {
            return new Answer(readModel.mainNumber(siteId, party).orElse(null));
        }
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
                request,
                () -> placement.ofSite(siteId),
                readModel -> HttpResponse.ok(Answer.of(readModel, siteId, party)));
    }

    /**
     * A 200 whose body depends on the main number of a party, where there is a party in question.
     *
     * @param body by the main number; by none where there is no party
     */
    <T> Mono<MutableHttpResponse<T>> answer(String siteId, Optional<Party> party, Function<Optional<String>, T> body) {
        return party.map(inQuestion -> of(siteId, inQuestion)
                        .map(holder -> Routing.withBody(
                                holder,
                                body.apply(Optional.ofNullable(holder.body().phoneNumber())))))
                .orElseGet(() -> Mono.just(HttpResponse.ok(body.apply(Optional.empty()))));
    }

    private Mono<MutableHttpResponse<Answer>> of(String siteId, Party party) {
        OwnQuestion<Answer> holder = new OwnQuestion<>(
                instances,
                UriBuilder.of(PATH)
                        .queryParam("siteId", siteId)
                        .queryParam("partyType", party.type())
                        .queryParam("partyId", party.id())
                        .build(),
                Map.of(),
                Answer.class,
                readModel -> Answer.of(readModel, siteId, party));
        return routing.ask(() -> placement.ofSite(siteId), holder);
    }
}
