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
import io.ringfence.api.parameter.HttpTrace;
import io.ringfence.api.parameter.UrlId;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.rights.Caller;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.ActionRequest;
import io.ringfence.query.Content;
import io.ringfence.query.Placement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** {@code /api/phone-numbers/{phoneNumber}/requests}: asks for a change, and tells what became of it. */
@Tag(name = "numbers")
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

    @RequestDescription.Outcome
    @Get(REQUESTS + "/{requestId:[^/]+}")
    Mono<MutableHttpResponse<?>> request(
            @UrlNumber.Described @PathVariable String phoneNumber,
            @UrlId.Described @PathVariable String requestId,
            HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        UUID id = UrlId.parsed("requestId", requestId);
        Optional<Content> content = Content.parse(request.getHeaders().get(Content.HEADER));
        return outcomes.answer(
                request,
                () -> placement.ofNumber(canonical),
                readModel -> NumberRequests.state(readModel, canonical, id, content),
                "Request " + id + " for phone number " + canonical);
    }

    @RequestDescription.Ask
    @Post(REQUESTS)
    @Consumes(MediaType.APPLICATION_JSON)
    Mono<MutableHttpResponse<?>> ask(
            @UrlNumber.Described @PathVariable String phoneNumber,
            @Body @Nullable byte[] body,
            HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        Wait wait = Wait.forOwnOutcome(request.getParameters());
        ActionRequest asked = RequestBody.read(canonical, body);
        return Flag.of("dryRun", request.getParameters())
                ? tried(Caller.of(request).signed(asked), request)
                : Routing.answerTo(
                        request,
                        requests.ask(asked, HttpTrace.of(request), wait)
                                .map(answer -> Outcomes.response(
                                        answer, NumberRequests.location(canonical, asked.requestId()))));
    }

    private Mono<MutableHttpResponse<?>> tried(ActionRequest signed, HttpRequest<?> request) {
        return routing.answer(
                request, () -> placement.ofNumber(signed.phoneNumber()), Duration.ZERO, readModel -> requests.dryRun(
                                readModel, signed)
                        .map(answer -> answer.body(new RequestDryRun(true, answer.body()))));
    }
}
