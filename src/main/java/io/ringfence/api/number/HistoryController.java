package io.ringfence.api.number;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.ringfence.api.parameter.PageLimit;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.parameter.Version;
import io.ringfence.api.problem.Refused;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.NumberHistory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Mono;

/** {@code /api/phone-numbers/{phoneNumber}/history}: all that ever happened to a number, page by page. */
@Tag(name = "numbers")
@Controller(NumberController.PATH)
final class HistoryController {
    private final NumberHistories histories;

    HistoryController(NumberHistories histories) {
        this.histories = histories;
    }

    @Operation(operationId = "getNumberHistory", summary = "Every change of a number, newest first")
    @Parameter(name = "before", ref = "#/components/parameters/before")
    @Parameter(name = "limit", ref = "#/components/parameters/historyLimit")
    @ApiResponse(
            responseCode = "200",
            description = "A page of its changes.",
            content = @Content(schema = @Schema(implementation = NumberHistory.class)))
    @Refused.Malformed
    @Refused.NotFound
    @Refused.ForNow
    @Get(NumberController.NUMBER + "/history")
    Mono<MutableHttpResponse<?>> history(
            @UrlNumber.Described @PathVariable String phoneNumber, HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        HttpParameters parameters = request.getParameters();
        int limit = PageLimit.of(parameters, NumberHistory.DEFAULT_LIMIT);
        return Routing.answerTo(
                request,
                histories.of(canonical, Version.of("before", parameters), limit).map(HttpResponse::ok));
    }
}
