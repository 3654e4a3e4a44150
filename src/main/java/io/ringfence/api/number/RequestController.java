package io.ringfence.api.number;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.ringfence.api.command.Outcomes;
import io.ringfence.api.command.Wait;
import io.ringfence.api.parameter.Flag;
import io.ringfence.api.parameter.UrlId;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.ActionRequest;
import io.ringfence.query.Content;
import io.ringfence.query.Placement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** {@code /api/phone-numbers/{phoneNumber}/requests}: asks for a change, and tells what became of it. */
@Controller(NumberController.PATH)
final class RequestController {
    private static final String REQUESTS = NumberController.NUMBER + "/requests";

    private final Placement placement;
    private final Routing routing;
    private final Outcomes outcomes;
    private final NumberRequests requests;

    RequestController(Placement placement, Routing routing, Outcomes outcomes, NumberRequests requests) {
        this.placement = placement;
        this.routing = routing;
        this.outcomes = outcomes;
        this.requests = requests;
    }

    @Get(REQUESTS + "/{requestId:[^/]+}")
    Mono<MutableHttpResponse<?>> request(
            @PathVariable String phoneNumber, @PathVariable String requestId, HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        UUID id = UrlId.parsed("requestId", requestId);
        Optional<Content> content = Content.parse(request.getHeaders().get(Content.HEADER));
        return outcomes.answer(
                request,
                () -> placement.ofNumber(canonical),
                readModel -> NumberRequests.state(readModel, canonical, id, content),
                "Request " + id + " for phone number " + canonical);
    }

    @Post(REQUESTS)
    @Consumes(MediaType.APPLICATION_JSON)
    Mono<MutableHttpResponse<?>> ask(
            @PathVariable String phoneNumber, @Body @Nullable byte[] body, HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        Wait wait = Wait.forOwnOutcome(request.getParameters());
        ActionRequest asked = RequestBody.read(canonical, body);
        return Flag.of("dryRun", request.getParameters())
                ? routing.answer(
                        request, () -> placement.ofNumber(canonical), Duration.ZERO, readModel -> requests.dryRun(
                                        readModel, asked)
                                .map(answer -> answer.body(new RequestDryRun(true, answer.body()))))
                : Routing.answerTo(
                        request,
                        requests.ask(asked, wait)
                                .map(answer -> Outcomes.response(
                                        answer, NumberRequests.location(canonical, asked.requestId()))));
    }
}
