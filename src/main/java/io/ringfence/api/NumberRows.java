package io.ringfence.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.ringfence.domain.Party;
import io.ringfence.query.Instance;
import io.ringfence.query.KnownNumber.Offers;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import jakarta.inject.Singleton;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * The row of a single number, as it is offered. Whether its party has a main number is asked of the owner of the site, and
 * only where it makes a difference.
 */
@Singleton
final class NumberRows {
    private final Placement placement;
    private final Routing routing;
    private final Instances instances;

    NumberRows(Placement placement, Routing routing, Instances instances) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
    }

    /** The row as it is offered now. */
    Mono<MutableHttpResponse<?>> row(Offers offers) {
        return offers.deciding()
                .map(party -> ask(offers.row(false).state().siteId(), party)
                        .<MutableHttpResponse<?>>map(answer -> row(offers, answer)))
                .orElseGet(() -> Mono.just(HttpResponse.ok(offers.row(false))));
    }

    private static MutableHttpResponse<?> row(Offers offers, MutableHttpResponse<MainNumberController.Answer> answer) {
        MutableHttpResponse<?> response =
                HttpResponse.ok(offers.row(answer.getBody().orElseThrow().held()));
        Routing.copyLag(answer, response);
        return response;
    }

    private Mono<MutableHttpResponse<MainNumberController.Answer>> ask(String siteId, Party party) {
        return routing.ask(placement.ofSite(siteId), new Routing.Question<>() {
            @Override
            public Mono<MutableHttpResponse<MainNumberController.Answer>> here(ReadModel readModel) {
                return Mono.just(
                        HttpResponse.ok(new MainNumberController.Answer(readModel.hasMainNumber(siteId, party))));
            }

            @Override
            public Mono<MutableHttpResponse<MainNumberController.Answer>> at(Instance instance, Forwarded capacity) {
                return instances.ask(
                        MainNumberController.uri(siteId, party),
                        Map.of(),
                        instance,
                        capacity,
                        MainNumberController.Answer.class);
            }
        });
    }
}
