package io.ringfence.api.number;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.ringfence.api.command.Wait;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.problem.Refused;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.NumberRow;
import io.ringfence.query.Placement;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** {@code /api/phone-numbers/{phoneNumber}}: one number. */
@Tag(name = "numbers")
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

    @Operation(operationId = "getNumber", summary = "A number, what may be done with it, and why not the rest")
    @Wait.ForVersion
    @ApiResponse(
            responseCode = "200",
            description = "The number.",
            content = @Content(schema = @Schema(implementation = NumberRow.class)))
    @Refused.Malformed
    @Refused.NotFound
    @Refused.ForNow
    @Get(NUMBER)
    Mono<MutableHttpResponse<?>> number(@UrlNumber.Described @PathVariable String phoneNumber, HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        Wait wait = Wait.forVersion(request.getParameters());
        long deadline = wait.deadline();
        return routing.answer(request, () -> placement.ofNumber(canonical), wait.atMost(), readModel -> rows.from(
                        readModel, canonical, wait, deadline)
                .map(Function.identity()));
    }
}
