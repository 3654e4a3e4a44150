package io.ringfence.api.rights;

import io.micronaut.context.annotation.Property;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Who may come to an address at all: whoever has a role, and for some addresses everybody. What may be seen and asked for there,
 * {@link Caller} says.
 */
@Singleton
final class AccessRule implements SecurityRule<HttpRequest<?>> {
    private static final List<String> METRICS = List.of("/prometheus");
    private static final List<String> DESCRIPTION = List.of("/openapi.yml", "/asyncapi.yml", "/swagger-ui");

    /** Health, what pages are made of but tells nothing, and what has to be asked by who has not signed in. */
    private final List<String> open = new ArrayList<>(
            List.of("/health", "/assets", "/webjars", "/oauth/login", "/oauth/callback", "/sign-out", "/signed-out"));

    AccessRule(
            @Property(name = "ringfence.security.metrics-open", defaultValue = "false") boolean metricsOpen,
            @Property(name = "ringfence.security.description-open", defaultValue = "false") boolean descriptionOpen) {
        if (metricsOpen) {
            open.addAll(METRICS);
        }
        if (descriptionOpen) {
            open.addAll(DESCRIPTION);
        }
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Publisher<SecurityRuleResult> check(@Nullable HttpRequest<?> request, @Nullable Authentication known) {
        if (known != null) {
            // Here, for whom this turns away comes to no filter of ours, and has a name all the same.
            Identification.of(known, request).attachTo(request);
        }
        boolean hasRole = known != null && !Role.among(known.getRoles()).isEmpty();
        boolean mayCome = hasRole || open.stream().anyMatch(path -> isWithin(request.getPath(), path));
        return Mono.just(mayCome ? SecurityRuleResult.ALLOWED : SecurityRuleResult.REJECTED);
    }

    private static boolean isWithin(String path, String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
