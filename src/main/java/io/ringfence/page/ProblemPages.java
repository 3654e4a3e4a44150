package io.ringfence.page;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.ringfence.api.problem.Problem;

/** A problem document is for programs: a browser that asks for a page gets one that says the same. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.LOWEST_PRECEDENCE)
final class ProblemPages {
    private static final String API = "/api";

    private final Pages pages;

    ProblemPages(Pages pages) {
        this.pages = pages;
    }

    @ResponseFilter
    MutableHttpResponse<?> shown(HttpRequest<?> request, MutableHttpResponse<?> response) {
        return response.body() instanceof Problem problem && isForAPerson(request)
                ? pages.refusal(request, HttpStatus.valueOf(problem.status()), problem.detail())
                : response;
    }

    private static boolean isForAPerson(HttpRequest<?> request) {
        return !request.getPath().startsWith(API)
                && (Pages.isForPart(request) || request.accept().contains(MediaType.TEXT_HTML_TYPE));
    }
}
