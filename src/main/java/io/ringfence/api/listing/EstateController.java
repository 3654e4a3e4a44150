package io.ringfence.api.listing;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.query.EstateQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** {@code /api/phone-numbers} and {@code /api/parties/{type}/{id}/phone-numbers}: numbers at all sites. */
@Tag(name = "numbers")
@Controller("/api")
final class EstateController {
    static final String NUMBERS = "/phone-numbers";
    private static final String OF_PARTY = "/parties/{type}/{id}/phone-numbers";
    private static final String FILE = "phone-numbers";

    private final EstateListing listing;

    @Parameter(schema = @Schema(implementation = PartyType.class))
    private @interface OfType {}

    EstateController(EstateListing listing) {
        this.listing = listing;
    }

    @Operation(operationId = "searchNumbers", summary = "Numbers at all sites")
    @ListingDescription.Filters
    @ListingDescription.Paging
    @ListingDescription.OfEstate
    @Get(NUMBERS)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_CSV})
    Mono<MutableHttpResponse<?>> all(HttpRequest<?> request) {
        return negotiated(answer(request, CsvAnswer.isPreferredBy(request)));
    }

    @Operation(operationId = "downloadNumbers", summary = "Numbers at all sites, as a file")
    @ListingDescription.Filters
    @ListingDescription.File
    @Get(NUMBERS + ".csv")
    @Produces(MediaType.ALL)
    Mono<MutableHttpResponse<?>> download(HttpRequest<?> request) {
        return answer(request, true);
    }

    @Operation(operationId = "listPartyNumbers", summary = "The numbers of a party at all sites")
    @ListingDescription.Filters
    @ListingDescription.Paging
    @ListingDescription.OfEstate
    @Get(OF_PARTY)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_CSV})
    Mono<MutableHttpResponse<?>> ofParty(
            @OfType @PathVariable String type, @PathVariable String id, HttpRequest<?> request) {
        return negotiated(answer(type, id, request, CsvAnswer.isPreferredBy(request)));
    }

    @Operation(operationId = "downloadPartyNumbers", summary = "The numbers of a party at all sites, as a file")
    @ListingDescription.Filters
    @ListingDescription.File
    @Get(OF_PARTY + ".csv")
    @Produces(MediaType.ALL)
    Mono<MutableHttpResponse<?>> download(
            @OfType @PathVariable String type, @PathVariable String id, HttpRequest<?> request) {
        return answer(type, id, request, true);
    }

    private Mono<MutableHttpResponse<?>> answer(HttpRequest<?> request, boolean csv) {
        EstateQuery query = ListingParameters.estate(request.getParameters(), Optional.empty());
        return listing.answer(request, query, csv, FILE);
    }

    private Mono<MutableHttpResponse<?>> answer(String type, String id, HttpRequest<?> request, boolean csv) {
        Party party = new Party(ListingParameters.partyType(type), id, null);
        EstateQuery query = ListingParameters.estate(request.getParameters(), Optional.of(party));
        return listing.answer(request, query, csv, FILE);
    }

    private static Mono<MutableHttpResponse<?>> negotiated(Mono<MutableHttpResponse<?>> response) {
        return response.doOnNext(answer -> answer.getHeaders().set(HttpHeaders.VARY, HttpHeaders.ACCEPT));
    }
}
