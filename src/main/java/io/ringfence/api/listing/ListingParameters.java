package io.ringfence.api.listing;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.micronaut.http.HttpParameters;
import io.ringfence.api.parameter.PageLimit;
import io.ringfence.api.parameter.SingleParameter;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Status;
import io.ringfence.query.Allocation;
import io.ringfence.query.ListingQuery;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parameters of a listing. A parameter that it does not know is ignored; a value that it does not know is not. */
final class ListingParameters {
    private static final List<Status> STATUSES = List.copyOf(EnumSet.complementOf(EnumSet.of(Status.UNKNOWN)));
    private static final List<Allocation> ALLOCATIONS = List.of(Allocation.values());
    private static final List<NumberKind> KINDS = List.of(NumberKind.DIRECT, NumberKind.IVR, NumberKind.HUNT_GROUP);
    private static final List<Boolean> BOOLEANS = List.of(true, false);

    private final HttpParameters parameters;

    private ListingParameters(HttpParameters parameters) {
        this.parameters = parameters;
    }

    /** The query that the parameters make; a value that is not allowed is refused by name. */
    static ListingQuery query(HttpParameters parameters) {
        ListingParameters given = new ListingParameters(parameters);
        return new ListingQuery(
                given.several("status", STATUSES),
                given.several("allocation", ALLOCATIONS),
                given.allocatedTo(),
                given.one("mainNumber", BOOLEANS),
                given.one("locked", BOOLEANS),
                given.one("inProgress", BOOLEANS),
                given.one("kind", KINDS),
                given.search(),
                PageLimit.of(parameters, ListingQuery.DEFAULT_LIMIT),
                given.after(),
                given.one("explain", BOOLEANS).orElse(false));
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

    private Optional<String> allocatedTo() {
        Optional<String> partyId = one("allocatedTo");
        if (partyId.filter(String::isBlank).isPresent()) {
            throw Refusals.invalid("allocatedTo", partyId.get(), "the id of a party");
        }
        return partyId;
    }

    private Optional<String> search() {
        return one("search").map(ListingParameters::withoutSpaces).filter(text -> !text.isEmpty());
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

    /** Numbers are pasted with no-break spaces too. */
    private static String withoutSpaces(String text) {
        return text.codePoints()
                .filter(character -> !Character.isWhitespace(character) && !Character.isSpaceChar(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
