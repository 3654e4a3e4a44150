package io.ringfence.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.ringfence.api.rights.Caller;
import io.ringfence.domain.Channel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Who looks at a page.
 *
 * @param caller what it may
 * @param name under which requests are asked; what the visitor says it is, where nothing shows who
 * @param locale in which dates are written
 */
record Visitor(Caller caller, String name, Locale locale) {
    static final String COOKIE = "ringfence-name";

    /** As long as a request may have it. */
    static final int LONGEST_NAME = 256;

    private static final String UNNAMED = "front desk";

    static Visitor of(HttpRequest<?> request) {
        Caller caller = Caller.of(request);
        return new Visitor(
                caller,
                caller.name().orElseGet(() -> name(request)),
                locale(request.getHeaders().get(HttpHeaders.ACCEPT_LANGUAGE)));
    }

    private static String name(HttpRequest<?> request) {
        return request.getCookies()
                .findCookie(COOKIE)
                .map(Cookie::getValue)
                .flatMap(Visitor::decoded)
                .filter(name -> !name.isBlank() && name.length() <= LONGEST_NAME)
                .orElse(UNNAMED);
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether what the visitor says it is counts. */
    boolean hasToSayWho() {
        return caller.name().isEmpty() && operates();
    }

    /** Whether something other than its word shows who it is. */
    boolean isKnown() {
        return caller.name().isPresent();
    }

    boolean operates() {
        return caller.mayAsk(Channel.ACTIONS);
    }

    boolean provides() {
        return caller.mayAsk(Channel.PROVISIONING);
    }

    /** The first that the browser names; English where it names none. */
    private static Locale locale(String acceptLanguage) {
        if (acceptLanguage == null) {
            return Locale.UK;
        }
        try {
            return Locale.LanguageRange.parse(acceptLanguage).stream()
                    .map(Locale.LanguageRange::getRange)
                    .filter(range -> !range.contains("*"))
                    .map(Locale::forLanguageTag)
                    .findFirst()
                    .orElse(Locale.UK);
        } catch (IllegalArgumentException e) {
            return Locale.UK;
        }
    }
}
