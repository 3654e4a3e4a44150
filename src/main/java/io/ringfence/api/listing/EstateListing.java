package io.ringfence.api.listing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
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
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Numbers at all sites, a page as JSON or all of them as CSV. */
@Singleton
final class EstateListing {
    private final Gathering gathering;

    EstateListing(Gathering gathering) {
        this.gathering = gathering;
    }

    /**
     * The answer.
     *
     * @param path under which the page is found as JSON
     * @param file name of a download
     */
    Mono<MutableHttpResponse<?>> answer(
            HttpRequest<?> request, String path, EstateQuery query, boolean csv, String file) {
        return csv ? csv(request, path, query, file) : gathering.answer(request, question(request, path, query));
    }

    private static Gathering.Question<EstatePage> question(HttpRequest<?> request, String path, EstateQuery query) {
        return new Gathering.Question<>(
                uri(request, path, query),
                EstatePage.class,
                (readModel, partitions) -> readModel.numbers(partitions, query),
                parts -> EstatePage.of(parts, query.filters().limit()));
    }

    /** As it was asked for, but for the page. */
    private static URI uri(HttpRequest<?> request, String path, EstateQuery query) {
        UriBuilder uri = UriBuilder.of(path);
        request.getParameters().forEach((name, values) -> uri.queryParam(name, values.toArray()));
        uri.replaceQueryParam("limit", query.filters().limit());
        uri.replaceQueryParam(ListingParameters.COUNTED, query.counted());
        query.after().ifPresent(last -> uri.replaceQueryParam("after", last));
        return uri.build();
    }

    private Mono<MutableHttpResponse<?>> csv(HttpRequest<?> request, String path, EstateQuery query, String file) {
        EstateQuery all = query.fromTheStart().uncounted();
        return Routing.answerTo(
                request, gathering.ask(question(request, path, all)).map(first -> {
                    InputStream text = CsvExport.of(
                            CsvText.OF_SITES,
                            states(first.body()),
                            all.filters().limit(),
                            last -> following(request, path, all.startingAfter(SiteNumber.of(last))));
                    MutableHttpResponse<InputStream> answer = CsvAnswer.of(text, file);
                    Routing.copyLag(first, answer);
                    return answer;
                }));
    }

    /** Where whoever reads an export waits for it. */
    private Optional<List<NumberState>> following(HttpRequest<?> request, String path, EstateQuery page) {
        return gathering.ask(question(request, path, page)).blockOptional().map(answer -> states(answer.body()));
    }

    private static List<NumberState> states(EstatePage page) {
        return page.phoneNumbers().stream().map(NumberRow::state).toList();
    }
}
