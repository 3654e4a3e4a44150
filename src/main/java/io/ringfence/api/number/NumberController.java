package io.ringfence.api.number;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.ringfence.api.command.Wait;
import io.ringfence.api.command.Waiting;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.problem.VersionNotReached;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.KnownNumber;
import io.ringfence.query.Placement;
import reactor.core.publisher.Mono;

/** {@code /api/phone-numbers/{phoneNumber}}: one number. */
@Controller(NumberController.PATH)
final class NumberController {
    static final String PATH = "/api/phone-numbers";

    /** Micronaut's own pattern for a variable ends at a plus. */
    static final String NUMBER = "/{phoneNumber:[^/]+}";

    private final Placement placement;
    private final Routing routing;
    private final Waiting waiting;
    private final MainNumberHolders holders;

    NumberController(Placement placement, Routing routing, Waiting waiting, MainNumberHolders holders) {
        this.placement = placement;
        this.routing = routing;
        this.waiting = waiting;
        this.holders = holders;
    }

    @Get(NUMBER)
    Mono<MutableHttpResponse<?>> number(@PathVariable String phoneNumber, HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        Wait wait = Wait.forVersion(request.getParameters());
        long deadline = wait.deadline();
        return routing.answer(request, () -> placement.ofNumber(canonical), wait.atMost(), readModel -> waiting.until(
                        number -> !wait.isFor(number.version()), () -> readModel.number(canonical), deadline)
                .flatMap(number -> answer(canonical, number, wait)));
    }

    private Mono<MutableHttpResponse<?>> answer(String phoneNumber, KnownNumber number, Wait wait) {
        if (wait.isFor(number.version())) {
            throw new VersionNotReached(
                    phoneNumber, number.version(), wait.minVersion().getAsLong());
        }
        return number.offers()
                .map(offers -> holders.answer(offers.number().siteId(), offers.partyInQuestion(), offers::row))
                .orElseThrow(() -> Refusals.notFound("Phone number " + phoneNumber + " is not provisioned."));
    }
}
