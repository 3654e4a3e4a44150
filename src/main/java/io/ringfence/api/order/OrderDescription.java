package io.ringfence.api.order;

import io.ringfence.api.command.Wait;
import io.ringfence.api.parameter.Flag;
import io.ringfence.api.problem.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** Describes the endpoints of {@link OrderController}. */
final class OrderDescription {
    private OrderDescription() {}

    @Operation(
            operationId = "orderVoiceService",
            summary = "Adds or ceases a party's numbers at a site, and waits for the outcome",
            description = "A rejection is an outcome. Under the same orderId it is safe to ask again.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "VoiceServiceOrder")))
    @Flag.DryRun
    @Wait.ForOwnOutcome
    @ApiResponse(
            responseCode = "200",
            description = "The outcome, or what it would be.",
            content = @Content(schema = @Schema(anyOf = {OrderAnswer.class, OrderDryRun.class})))
    @ApiResponse(responseCode = "202", ref = "#/components/responses/OrderInProgress")
    @Refused.Malformed
    @Refused.Body
    @Refused.ForNow
    @interface Ask {}

    @Operation(operationId = "getOrder", summary = "What became of an order")
    @Wait.ForOutcome
    @ApiResponse(
            responseCode = "200",
            description = "Where it stands.",
            content = @Content(schema = @Schema(implementation = OrderAnswer.class)))
    @Refused.Malformed
    @Refused.NotFound
    @Refused.ForNow
    @interface Outcome {}
}
