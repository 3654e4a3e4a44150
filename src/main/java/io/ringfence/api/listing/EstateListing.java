package io.ringfence.api.listing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.rights.Caller;
import io.ringfence.api.routing.Gathering;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.EstatePage;
import io.ringfence.query.EstateQuery;
import io.ringfence.query.NumberRow;
import io.ringfence.query.NumberState;
import io.ringfence.query.SiteNumber;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Numbers at all sites, a page as JSON or all of them as CSV. */
@Singleton
public final class EstateListing {
    private final Gathering gathering;

    EstateListing(Gathering gathering) {
        this.gathering = gathering;
    }

    /** A page, for who goes on with it in this process. */
    public Mono<EstatePage> of(EstateQuery query) {
        return gathering.ask(question(query)).map(HttpResponse::body);
    }

    /**
     * The answer to a client.
     *
     * @param file name of a download
     */
    Mono<MutableHttpResponse<?>> answer(HttpRequest<?> request, EstateQuery query, boolean csv, String file) {
        return csv ? csv(request, query, file) : gathering.answer(request, question(query));
    }

    private static Gathering.Question<EstatePage> question(EstateQuery query) {
        return new Gathering.Question<>(
                ListingParameters.written(path(query), query).build(),
                EstatePage.class,
                (readModel, partitions) -> readModel.numbers(partitions, query),
                parts -> EstatePage.of(parts, query.filters().limit()));
    }

    private static UriBuilder path(EstateQuery query) {
        UriBuilder api = UriBuilder.of("/api");
        query.party()
                .ifPresent(
                        party -> api.path("parties").path(party.type().name()).path("{id}"));
        URI path = api.path(EstateController.NUMBERS)
                .expand(query.party()
                        .<Map<String, ? super Object>>map(party -> Map.of("id", party.id()))
                        .orElse(Map.of()));
        return UriBuilder.of(path);
    }

    private Mono<MutableHttpResponse<?>> csv(HttpRequest<?> request, EstateQuery query, String file) {
        EstateQuery all = query.fromTheStart().uncounted();
        Caller caller = Caller.of(request);
        return Routing.answerTo(request, gathering.ask(question(all)).map(first -> {
            InputStream text = CsvExport.of(
                    CsvText.OF_SITES,
                    states(first.body()),
                    all.filters().limit(),
                    last -> following(caller, all.startingAfter(SiteNumber.of(last))));
            MutableHttpResponse<InputStream> answer = CsvAnswer.of(text, file);
            Routing.copyLag(first, answer);
            return answer;
        }));
    }

    /** Where whoever reads an export waits for it. */
    private Optional<List<NumberState>> following(Caller caller, EstateQuery page) {
        return caller.asks(of(page)).blockOptional().map(EstateListing::states);
    }

    private static List<NumberState> states(EstatePage page) {
        return page.phoneNumbers().stream().map(NumberRow::state).toList();
    }
}
