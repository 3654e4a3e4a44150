package io.ringfence.api.number;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.ringfence.api.command.Wait;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.Placement;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** {@code /api/phone-numbers/{phoneNumber}}: one number. */
@Controller(NumberController.PATH)
final class NumberController {
    static final String PATH = "/api/phone-numbers";

    /** Micronaut's own pattern for a variable ends at a plus. */
    static final String NUMBER = "/{phoneNumber:[^/]+}";

    private final Placement placement;
    private final Routing routing;
    private final NumberRows rows;

    NumberController(Placement placement, Routing routing, NumberRows rows) {
        this.placement = placement;
        this.routing = routing;
        this.rows = rows;
    }

    @Get(NUMBER)
    Mono<MutableHttpResponse<?>> number(@PathVariable String phoneNumber, HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        Wait wait = Wait.forVersion(request.getParameters());
        long deadline = wait.deadline();
        return routing.answer(request, () -> placement.ofNumber(canonical), wait.atMost(), readModel -> rows.from(
                        readModel, canonical, wait, deadline)
                .map(Function.identity()));
    }
}
