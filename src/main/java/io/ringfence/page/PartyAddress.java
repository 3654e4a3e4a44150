package io.ringfence.page;

import io.micronaut.http.uri.UriBuilder;
import io.ringfence.domain.Party;
import java.util.Map;

/** Where a party's numbers are. */
final class PartyAddress {
    private PartyAddress() {}

    static String of(Party party) {
        return UriBuilder.of("/parties/" + party.type() + "/{id}")
                .expand(Map.of("id", party.id()))
                .toString();
    }

    /** The same as CSV. */
    static String api(Party party) {
        return "/api" + of(party) + "/phone-numbers.csv";
    }
}
