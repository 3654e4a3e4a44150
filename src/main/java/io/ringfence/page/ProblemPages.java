package io.ringfence.page;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.ringfence.api.problem.Problem;

/**
 * A problem document is for programs: a browser that asks for a page gets one that says the same. Around all other filters, for
 * whom they turn away is to be told too.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemPages {
    static final String API = "/api";
    private static final String SECONDS_UNTIL_AGAIN = "2";

    private static final String SIGNED_OUT = "You are not signed in, or not any more.";

    private final Pages pages;
    private final Templates templates;
    private final SignIn signIn;

    ProblemPages(Pages pages, Templates templates, SignIn signIn) {
        this.pages = pages;
        this.templates = templates;
        this.signIn = signIn;
    }

    @ResponseFilter
    MutableHttpResponse<?> shown(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!(response.body() instanceof Problem problem) || request.getPath().startsWith(API)) {
            return response;
        } else if (Pages.isForPart(request)) {
            // A part of a page is not replaced by a page.
            return again(request, Pages.text(HttpStatus.valueOf(problem.status()), sentence(problem)));
        }
        return request.accept().contains(MediaType.TEXT_HTML_TYPE) ? again(request, page(request, problem)) : response;
    }

    private MutableHttpResponse<?> page(HttpRequest<?> request, Problem problem) {
        HttpStatus status = HttpStatus.valueOf(problem.status());
        return Pages.html(
                status,
                templates.refusal(
                        pages.frame(problem.title(), request),
                        problem.title(),
                        sentence(problem),
                        passes(status),
                        isSignedOut(problem)));
    }

    private String sentence(Problem problem) {
        return isSignedOut(problem) ? SIGNED_OUT : problem.detail();
    }

    private boolean isSignedOut(Problem problem) {
        return signIn.isOffered() && problem.status() == HttpStatus.UNAUTHORIZED.getCode();
    }

    /** What passes is asked for again by the browser itself, where that asks for nothing to be done. */
    private static MutableHttpResponse<?> again(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!passes(response.getStatus())) {
            return response;
        }
        response.header(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_AGAIN);
        return request.getMethod() == HttpMethod.GET ? response.header("Refresh", SECONDS_UNTIL_AGAIN) : response;
    }

    private static boolean passes(HttpStatus status) {
        return status == HttpStatus.SERVICE_UNAVAILABLE;
    }
}
