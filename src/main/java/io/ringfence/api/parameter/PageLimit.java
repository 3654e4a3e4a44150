package io.ringfence.api.parameter;

import io.micronaut.http.HttpParameters;
import io.ringfence.api.problem.Refusals;
import io.ringfence.query.ListingQuery;
import java.util.regex.Pattern;

/** The parameter {@code limit}: how many there may be on a page. */
public final class PageLimit {
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,4}");

    private PageLimit() {}

    /** Its value, refused by name when it is not allowed. */
    public static int of(HttpParameters parameters, int unlessTold) {
        return SingleParameter.of("limit", parameters).map(PageLimit::parsed).orElse(unlessTold);
    }

    private static int parsed(String value) {
        int limit = LIMIT.matcher(value).matches() ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > ListingQuery.MAX_LIMIT) {
            throw Refusals.invalid("limit", value, "1 to " + ListingQuery.MAX_LIMIT);
        }
        return limit;
    }
}
