package io.ringfence.api.number;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.ringfence.api.history.Past;
import io.ringfence.api.parameter.PageLimit;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.parameter.Version;
import io.ringfence.api.problem.Refusals;
import io.ringfence.query.History;
import io.ringfence.query.NumberHistory;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** {@code /api/phone-numbers/{phoneNumber}/history}: all that ever happened to a number, page by page. */
@Controller(NumberController.PATH)
final class HistoryController {
    private final Past past;
    private final NumberVersions versions;

    HistoryController(Past past, NumberVersions versions) {
        this.past = past;
        this.versions = versions;
    }

    @Get(NumberController.NUMBER + "/history")
    Mono<MutableHttpResponse<?>> history(@PathVariable String phoneNumber, HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        HttpParameters parameters = request.getParameters();
        int limit = PageLimit.of(parameters, NumberHistory.DEFAULT_LIMIT);
        OptionalLong before = Version.of("before", parameters);
        return versions.of(canonical)
                .flatMap(version -> past.answer(
                        request,
                        history -> latest(history, canonical) >= version,
                        history -> page(history, canonical, before, limit)));
    }

    private static long latest(History history, String phoneNumber) {
        return history.changes(phoneNumber, OptionalLong.empty(), 1)
                .map(newest -> newest.changes().get(0).version())
                .orElse(0L);
    }

    private static MutableHttpResponse<?> page(History history, String phoneNumber, OptionalLong before, int limit) {
        return history.changes(phoneNumber, before, limit)
                .<MutableHttpResponse<?>>map(HttpResponse::ok)
                .orElseThrow(() -> Refusals.notFound("Phone number " + phoneNumber + " was never provisioned."));
    }
}
