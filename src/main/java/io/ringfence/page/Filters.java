package io.ringfence.page;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.uri.UriBuilder;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.ringfence.api.listing.ListingParameters;
import io.ringfence.api.parameter.SingleParameter;
import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.Status;
import io.ringfence.query.Allocation;
import io.ringfence.query.EstateQuery;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.Search;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the address of a page says of the rows that it shows: the parameters of the API, and two of its own.
 *
 * @param query as the address has it, but for what {@code show} adds
 * @param asOf the day at whose end the site was like this; empty for now
 */
record Filters(ListingQuery query, Show show, Optional<LocalDate> asOf) {
    /** As many as a person looks through, and a browser draws at once. */
    static final int ROWS = 100;

    private static final String SHOW = "show";
    private static final String AS_OF = "asOf";
    private static final String LIMIT = "limit";

    /** Of a site's page; a value that is not allowed is refused by name. */
    static Filters ofSite(HttpParameters parameters) {
        return of(ListingParameters.query(parameters), parameters);
    }

    /** Of a page of numbers at several sites. */
    static Filters ofSites(EstateQuery asked, HttpParameters parameters) {
        return of(asked.filters().withSearch(asked.search()), parameters);
    }

    private static Filters of(ListingQuery given, HttpParameters parameters) {
        ListingQuery query = parameters.contains(LIMIT) ? given : given.withLimit(ROWS);
        return new Filters(
                query.withExplain(true),
                typed(SHOW, parameters).map(Filters::show).orElse(Show.ALL),
                typed(AS_OF, parameters).map(Filters::day));
    }

    /** A form sends what was left empty, too. */
    private static Optional<String> typed(String name, HttpParameters parameters) {
        return SingleParameter.of(name, parameters).filter(text -> !text.isBlank());
    }

    private static Show show(String value) {
        return Arrays.stream(Show.values())
                .filter(show -> show.value().equals(value))
                .findFirst()
                .orElseThrow(() -> Refusals.invalid(
                        SHOW,
                        value,
                        Arrays.stream(Show.values()).map(Show::value).collect(Collectors.joining(", "))));
    }

    private static LocalDate day(String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw Refusals.invalid(AS_OF, value, "a day, YYYY-MM-DD");
        }
    }

    /** The rows that are shown. */
    ListingQuery rows() {
        return show.narrow(query);
    }

    /** What the address has beside what can be chosen on the page. */
    Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        UriBuilder rest = ListingParameters.filters(
                UriBuilder.of("/"),
                query.withStatuses(Set.of()).withAllocations(Set.of()).withSearch(Optional.empty()));
        new QueryStringDecoder(rest.toString()).parameters().forEach((name, values) -> others.put(name, values.get(0)));
        if (query.limit() != ROWS) {
            others.put(LIMIT, String.valueOf(query.limit()));
        }
        return others;
    }

    /** As it was typed; empty where nothing is looked for. */
    String search() {
        return query.search().map(Search::typed).orElse("");
    }

    boolean has(Status status) {
        return query.statuses().contains(status);
    }

    boolean has(Allocation allocation) {
        return query.allocations().contains(allocation);
    }

    boolean isNone() {
        return csv("/", Optional.empty()).equals("/");
    }

    /** The address of what is shown like this. */
    String address(String path) {
        return written(UriBuilder.of(path)).toString();
    }

    /** The address of the page behind a row. */
    String addressAfter(String path, String last) {
        return written(UriBuilder.of(path)).queryParam("after", last).toString();
    }

    /** The address of all of it as a file. */
    String csv(String path, Optional<Instant> moment) {
        UriBuilder uri = ListingParameters.filters(UriBuilder.of(path), rows());
        moment.ifPresent(then -> uri.queryParam(AS_OF, then));
        return uri.toString();
    }

    private UriBuilder written(UriBuilder uri) {
        ListingParameters.filters(uri, query);
        if (show != Show.ALL) {
            uri.queryParam(SHOW, show.value());
        }
        asOf.ifPresent(day -> uri.queryParam(AS_OF, day));
        if (query.limit() != ROWS) {
            uri.queryParam(LIMIT, query.limit());
        }
        return uri;
    }
}
