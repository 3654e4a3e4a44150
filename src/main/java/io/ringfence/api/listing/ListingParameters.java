package io.ringfence.api.listing;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.parameter.PageLimit;
import io.ringfence.api.parameter.SingleParameter;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Status;
import io.ringfence.domain.WellFormed;
import io.ringfence.query.Allocation;
import io.ringfence.query.EstateQuery;
import io.ringfence.query.Holder;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.Search;
import io.ringfence.query.SiteNumber;
import io.ringfence.query.SiteScope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parameters of a listing. A parameter that it does not know is ignored; a value that it does not know is not. */
public final class ListingParameters {
    /** Whether {@code matched} is wanted. */
    static final String COUNTED = "counted";

    private static final List<Status> STATUSES = List.copyOf(EnumSet.complementOf(EnumSet.of(Status.UNKNOWN)));
    private static final List<Allocation> ALLOCATIONS = List.of(Allocation.values());
    private static final List<PartyType> PARTY_TYPES = List.of(PartyType.OPERATOR, PartyType.OCCUPIER);
    private static final String TYPE_SEPARATOR = ":";
    private static final List<NumberKind> KINDS = List.of(NumberKind.DIRECT, NumberKind.IVR, NumberKind.HUNT_GROUP);
    private static final List<Boolean> BOOLEANS = List.of(true, false);

    private final HttpParameters parameters;

    private ListingParameters(HttpParameters parameters) {
        this.parameters = parameters;
    }

    /** The query that the parameters make; a value that is not allowed is refused by name. */
    public static ListingQuery query(HttpParameters parameters) {
        ListingParameters given = new ListingParameters(parameters);
        return given.filters(given.search(), given.after());
    }

    /** The query that the parameters make of the numbers at all sites. */
    public static EstateQuery estate(HttpParameters parameters, Optional<Party> party) {
        ListingParameters given = new ListingParameters(parameters);
        given.one("asOf").ifPresent(moment -> {
            throw Refusals.invalid("asOf", moment, "nothing here; only the listing of a site goes back");
        });
        return new EstateQuery(
                given.filters(Optional.empty(), Optional.empty()),
                party,
                given.search(),
                given.one("after").map(ListingParameters::siteNumber),
                given.one(COUNTED, BOOLEANS).orElse(true),
                SiteScope.ALL);
    }

    /** Writes what a query leaves in and out, so that it can be read again. */
    public static UriBuilder filters(UriBuilder uri, ListingQuery query) {
        query.statuses().stream().sorted().forEach(status -> uri.queryParam("status", status));
        query.allocations().stream().sorted().forEach(allocation -> uri.queryParam("allocation", allocation));
        query.allocatedTo()
                .ifPresent(holder -> uri.queryParam(
                        "allocatedTo",
                        holder.type().map(type -> type + TYPE_SEPARATOR).orElse("") + holder.id()));
        query.mainNumber().ifPresent(wanted -> uri.queryParam("mainNumber", wanted));
        query.locked().ifPresent(wanted -> uri.queryParam("locked", wanted));
        query.inProgress().ifPresent(wanted -> uri.queryParam("inProgress", wanted));
        query.kind().ifPresent(kind -> uri.queryParam("kind", kind));
        query.search().ifPresent(text -> uri.queryParam("search", text.typed()));
        return uri;
    }

    /** Writes all of a query. */
    static UriBuilder written(UriBuilder uri, ListingQuery query) {
        query.after().ifPresent(last -> uri.queryParam("after", last));
        return filters(uri, query).queryParam("limit", query.limit()).queryParam("explain", query.explain());
    }

    /** The same, of the numbers at all sites. */
    static UriBuilder written(UriBuilder uri, EstateQuery query) {
        query.search().ifPresent(text -> uri.queryParam("search", text.typed()));
        query.after().ifPresent(last -> uri.queryParam("after", last));
        return written(uri, query.filters()).queryParam(COUNTED, query.counted());
    }

    /** The type of a party in a path; refused by name when it is none. */
    public static PartyType partyType(String value) {
        return parsed("type", value, PARTY_TYPES);
    }

    private static SiteNumber siteNumber(String value) {
        int separator = value.indexOf(SiteNumber.SEPARATOR);
        if (separator < 0 || !WellFormed.isSiteId(value.substring(0, separator))) {
            throw Refusals.invalid("after", value, "the next of the page before");
        }
        return new SiteNumber(
                value.substring(0, separator), UrlNumber.canonical("after", value.substring(separator + 1)));
    }

    private ListingQuery filters(Optional<Search> search, Optional<String> after) {
        return new ListingQuery(
                several("status", STATUSES),
                several("allocation", ALLOCATIONS),
                allocatedTo(),
                one("mainNumber", BOOLEANS),
                one("locked", BOOLEANS),
                one("inProgress", BOOLEANS),
                one("kind", KINDS),
                search,
                PageLimit.of(parameters, ListingQuery.DEFAULT_LIMIT),
                after,
                one("explain", BOOLEANS).orElse(false));
    }

    private <T> Set<T> several(String name, List<T> allowed) {
        return parameters.getAll(name).stream()
                .flatMap(values -> Arrays.stream(values.split(",", -1)))
                .map(value -> parsed(name, value, allowed))
                .collect(toUnmodifiableSet());
    }

    private <T> Optional<T> one(String name, List<T> allowed) {
        return one(name).map(value -> parsed(name, value, allowed));
    }

    private Optional<Holder> allocatedTo() {
        return one("allocatedTo").map(ListingParameters::holder);
    }

    private static Holder holder(String value) {
        Optional<PartyType> type = PARTY_TYPES.stream()
                .filter(candidate -> value.startsWith(candidate + TYPE_SEPARATOR))
                .findFirst();
        String id = type.map(candidate -> value.substring((candidate + TYPE_SEPARATOR).length()))
                .orElse(value);
        if (id.isBlank()) {
            throw Refusals.invalid("allocatedTo", value, "the id of a party, such as elm or OCCUPIER:elm");
        }
        return new Holder(type, id);
    }

    /** What is no number is in none. */
    private Optional<Search> search() {
        return one("search").filter(text -> !text.isBlank()).map(Search::new);
    }

    private Optional<String> after() {
        return one("after").map(value -> UrlNumber.canonical("after", value));
    }

    private Optional<String> one(String name) {
        return SingleParameter.of(name, parameters);
    }

    private static <T> T parsed(String name, String value, List<T> allowed) {
        return allowed.stream()
                .filter(candidate -> candidate.toString().equals(value))
                .findFirst()
                .orElseThrow(() -> Refusals.invalid(
                        name, value, allowed.stream().map(Object::toString).collect(joining(", "))));
    }
}
