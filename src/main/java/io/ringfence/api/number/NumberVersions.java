package io.ringfence.api.number;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.OwnQuestion;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * How often a number has changed, as its owner knows, who tells of a change before it is committed. Asked of the owner, here or
 * over the path that only instances ask.
 */
@Controller(NumberVersions.PATH)
final class NumberVersions {
    static final String PATH = "/internal/versions";

    private final Placement placement;
    private final Routing routing;
    private final Instances instances;

    NumberVersions(Placement placement, Routing routing, Instances instances) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
    }

    /** The answer; 0 of a number that was never provisioned. */
    record Answer(long version) {
        static Answer of(ReadModel readModel, String phoneNumber) {
            return new Answer(readModel.number(phoneNumber).version());
        }
    }

    /** What another instance asks. */
    @Get
    Mono<MutableHttpResponse<?>> answer(@QueryValue String phoneNumber, HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        return routing.answer(
                request,
                () -> placement.ofNumber(canonical),
                readModel -> HttpResponse.ok(Answer.of(readModel, canonical)));
    }

    /** The version; 0 also where nobody can tell at present. */
    Mono<Long> of(String phoneNumber) {
        OwnQuestion<Answer> version = new OwnQuestion<>(
                instances,
                UriBuilder.of(PATH).queryParam("phoneNumber", phoneNumber).build(),
                Map.of(),
                Answer.class,
                readModel -> Answer.of(readModel, phoneNumber));
        return routing.ask(() -> placement.ofNumber(phoneNumber), version)
                .map(answer -> answer.body().version())
                .onErrorReturn(NotQueryableException.class, 0L);
    }
}
