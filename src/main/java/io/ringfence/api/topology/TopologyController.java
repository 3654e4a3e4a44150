package io.ringfence.api.topology;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.ringfence.query.Processing;
import io.ringfence.query.RunningTopology;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

/** {@code /api/topology}: the stream processing of this instance, as JSON or as the text that Kafka describes it by. */
@Tag(name = "instance")
@Controller("/api/topology")
final class TopologyController {
    private final RunningTopology running;

    TopologyController(RunningTopology running) {
        this.running = running;
    }

    @Operation(operationId = "getTopology", summary = "The stream processing of the instance as it runs")
    @ApiResponse(
            responseCode = "200",
            description = "The instance, its tasks, and the topology of all.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Processing.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = "string"))
            })
    @Get
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    MutableHttpResponse<?> topology(HttpRequest<?> request) {
        Processing now = running.now();
        MutableHttpResponse<?> answer = isTextPreferredBy(request)
                ? HttpResponse.ok(now.description()).contentType(MediaType.TEXT_PLAIN_TYPE)
                : HttpResponse.ok(now).contentType(MediaType.APPLICATION_JSON_TYPE);
        return answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }

    private static boolean isTextPreferredBy(HttpRequest<?> request) {
        return request.accept().stream()
                .filter(type -> type.equals(MediaType.TEXT_PLAIN_TYPE)
                        || type.equals(MediaType.APPLICATION_JSON_TYPE)
                        || type.equals(MediaType.ALL_TYPE))
                .findFirst()
                .map(MediaType.TEXT_PLAIN_TYPE::equals)
                .orElse(false);
    }
}
