package io.ringfence.api.problem;

import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** Describes what an endpoint may say instead of an answer. What each means is in {@code src/main/openapi}, once. */
public final class Refused {
    private Refused() {}

    /** A parameter, a part of the path or the body is not what it should be. */
    @ApiResponse(responseCode = "400", ref = "#/components/responses/Malformed")
    public @interface Malformed {}

    /** What is asked for is not there. */
    @ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
    public @interface NotFound {}

    /** The body is too large, or of another type. */
    @ApiResponse(responseCode = "413", ref = "#/components/responses/TooLarge")
    @ApiResponse(responseCode = "415", ref = "#/components/responses/OtherType")
    public @interface Body {}

    /** As of {@link RetryLater}. */
    @ApiResponse(responseCode = "503", ref = "#/components/responses/RetryLater")
    public @interface ForNow {}
}
