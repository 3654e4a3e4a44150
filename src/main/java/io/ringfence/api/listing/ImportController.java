package io.ringfence.api.listing;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.ringfence.api.command.Wait;
import io.ringfence.api.parameter.Flag;
import io.ringfence.api.parameter.HttpTrace;
import io.ringfence.api.parameter.SingleParameter;
import io.ringfence.api.parameter.UrlSite;
import io.ringfence.api.problem.Refused;
import io.ringfence.api.routing.Routing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;

/** {@code POST /api/sites/{siteId}/phone-numbers.csv}: provisions what a file lists, each row a request of its own. */
@Tag(name = "sites")
@Controller("/api/sites/{siteId}")
final class ImportController {
    private static final byte[] NOTHING = {};

    private final Imports imports;

    ImportController(Imports imports) {
        this.imports = imports;
    }

    @Operation(
            operationId = "importNumbers",
            summary = "Provisions what a file lists, each row a request of its own",
            description = "The same file sent again changes nothing.")
    @RequestBody(
            required = true,
            description = "The columns of the export, found by their headings, and Kind and Ported from; up to "
                    + ImportFile.MAX_ROWS + " rows.",
            content = @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(implementation = String.class)))
    @Parameter(name = "requestedBy", ref = "#/components/parameters/requestedBy")
    @Flag.DryRun
    @Wait.ForManyOutcomes
    @ApiResponse(
            responseCode = "200",
            description = "What each row came to, or would come to.",
            content = @Content(schema = @Schema(implementation = ImportAnswer.class)))
    @Refused.Malformed
    @Refused.Body
    @Refused.ForNow
    @Post("/phone-numbers.csv")
    @Consumes(MediaType.TEXT_CSV)
    // On a thread that may be kept: to read a large file takes a while.
    @ExecuteOn(TaskExecutors.BLOCKING)
    Mono<MutableHttpResponse<?>> upload(
            @UrlSite.Described @PathVariable String siteId, @Body @Nullable byte[] body, HttpRequest<?> request) {
        UrlSite.require(siteId);
        Wait wait = Wait.forManyOutcomes(request.getParameters());
        Imports.File file = new Imports.File(
                siteId,
                SingleParameter.of("requestedBy", request.getParameters()).orElse("import"),
                body == null ? NOTHING : body,
                request.getContentType().flatMap(MediaType::getCharset).orElse(StandardCharsets.UTF_8));
        Mono<ImportAnswer> answer = Flag.of("dryRun", request.getParameters())
                ? imports.dryRun(file)
                : imports.ask(file, HttpTrace.of(request), wait);
        return Routing.answerTo(request, answer.map(HttpResponse::ok));
    }
}
