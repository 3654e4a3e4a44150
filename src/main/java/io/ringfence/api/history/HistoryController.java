package io.ringfence.api.history;

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
import io.ringfence.api.problem.Refusals;
import io.ringfence.query.NumberHistory;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** {@code /api/phone-numbers/{phoneNumber}/history}: all that ever happened to a number, page by page. */
@Controller("/api/phone-numbers")
final class HistoryController {
    private final Past past;

    HistoryController(Past past) {
        this.past = past;
    }

    @Get("/{phoneNumber:[^/]+}/history")
    Mono<MutableHttpResponse<?>> history(@PathVariable String phoneNumber, HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        HttpParameters parameters = request.getParameters();
        int limit = PageLimit.of(parameters, NumberHistory.DEFAULT_LIMIT);
        OptionalLong before = Version.of("before", parameters);
        return past.answer(request, history -> history.changes(canonical, before, limit)
                .<MutableHttpResponse<?>>map(HttpResponse::ok)
                .orElseThrow(() -> Refusals.notFound("Phone number " + canonical + " was never provisioned.")));
    }
}
