package io.ringfence.api.number;

import io.ringfence.api.command.Wait;
import io.ringfence.api.parameter.Flag;
import io.ringfence.api.problem.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** Describes the endpoints of {@link RequestController}. */
final class RequestDescription {
    private RequestDescription() {}

    @Operation(
            operationId = "requestAction",
            summary = "Asks for a change of a number, and waits for its outcome",
            description = "A rejection is an outcome. Under the same requestId it is safe to ask again.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "ActionRequest")))
    @Flag.DryRun
    @Wait.ForOwnOutcome
    @ApiResponse(
            responseCode = "200",
            description = "The outcome, or what it would be.",
            content = @Content(schema = @Schema(anyOf = {RequestAnswer.class, RequestDryRun.class})))
    @ApiResponse(responseCode = "202", ref = "#/components/responses/RequestInProgress")
    @Refused.Malformed
    @Refused.Body
    @Refused.ForNow
    @interface Ask {}

    @Operation(operationId = "getRequest", summary = "What became of a request")
    @Wait.ForOutcome
    @ApiResponse(
            responseCode = "200",
            description = "Where it stands.",
            content = @Content(schema = @Schema(implementation = RequestAnswer.class)))
    @Refused.Malformed
    @Refused.NotFound
    @Refused.ForNow
    @interface Outcome {}
}
