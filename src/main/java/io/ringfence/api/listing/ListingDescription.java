package io.ringfence.api.listing;

import io.micronaut.http.MediaType;
import io.ringfence.api.parameter.Flag;
import io.ringfence.api.problem.Refused;
import io.ringfence.query.EstatePage;
import io.ringfence.query.Listing;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** Describes listings: what {@link ListingParameters} reads, and what {@link ListingController} and {@link EstateController} answer. */
final class ListingDescription {
    private ListingDescription() {}

    /** Which numbers. */
    @Parameter(name = "status", ref = "#/components/parameters/status")
    @Parameter(name = "allocation", ref = "#/components/parameters/allocation")
    @Parameter(name = "allocatedTo", ref = "#/components/parameters/allocatedTo")
    @Parameter(name = "mainNumber", ref = "#/components/parameters/mainNumber")
    @Parameter(name = "locked", ref = "#/components/parameters/locked")
    @Parameter(name = "inProgress", ref = "#/components/parameters/inProgress")
    @Parameter(name = "kind", ref = "#/components/parameters/kind")
    @Parameter(name = "search", ref = "#/components/parameters/search")
    @interface Filters {}

    /** Which page of them, and how much of each. */
    @Parameter(name = "limit", ref = "#/components/parameters/limit")
    @Parameter(name = "after", ref = "#/components/parameters/after")
    @Flag.Explain
    @interface Paging {}

    /** When. */
    @Parameter(name = "asOf", ref = "#/components/parameters/asOf")
    @interface Then {}

    /** A page of a site, or all of it. */
    @ApiResponse(
            responseCode = "200",
            description = "A page, ordered by phone number; as CSV, all that the filters leave.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Listing.class)),
                @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(implementation = String.class))
            })
    @Refused.Malformed
    @Refused.NotFound
    @Refused.ForNow
    @interface OfSite {}

    /** A page of numbers at all sites, or all of them. */
    @ApiResponse(
            responseCode = "200",
            description = "A page, ordered by site and phone number; as CSV, all that the filters leave.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = EstatePage.class)),
                @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(implementation = String.class))
            })
    @Refused.Malformed
    @Refused.ForNow
    @interface OfEstate {}

    /** All that the filters leave. */
    @ApiResponse(
            responseCode = "200",
            description = "A heading and a row for each number.",
            content = @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(implementation = String.class)))
    @Refused.Malformed
    @Refused.ForNow
    @interface File {}
}
