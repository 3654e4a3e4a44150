package io.ringfence.api.listing;

import static io.ringfence.support.api.Numbers.ACME;
import static io.ringfence.support.api.Numbers.NOW;
import static io.ringfence.support.api.Numbers.OPERATOR;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.domain.Action;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Question;
import io.ringfence.domain.Status;
import io.ringfence.support.api.ApiServer;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the filters leave of a listing. */
class ListingFiltersTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final String PATH = "/api/sites/london-1/phone-numbers";
    private static final Party OTHER = new Party(PartyType.OCCUPIER, "R+D 1", "Research");

    @BeforeEach
    void oneOfEachSort() {
        API.readModel()
                .site(
                        "london-1",
                        number(1).build(),
                        number(2).held(Status.RESERVED, ACME).main().build(),
                        number(3).held(Status.ACTIVE, OPERATOR).build(),
                        number(4).assigned(OTHER, "u-1").build(),
                        number(5).coolingOff("2026-12-31").locked().build(),
                        number(6).details(null, null, NumberKind.IVR, null).build(),
                        number(7)
                                .details(null, null, NumberKind.HUNT_GROUP, null)
                                .changing(new ChangeInProgress(
                                        UUID.randomUUID(), Action.ALLOCATE, NOW, Question.MAIN_NUMBER))
                                .build());
    }

    /** The rows are named by their last digit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                         | 1234567",
                "status=AVAILABLE                           | 167",
                "status=ACTIVE&status=COOLDOWN              | 35",
                "status=RESERVED,ASSIGNED                   | 24",
                "status=RESERVED,ASSIGNED&status=COOLDOWN   | 245",
                "allocation=OPERATOR                        | 3",
                "allocation=OCCUPIER                        | 24",
                "allocation=UNALLOCATED                     | 1567",
                "allocation=OPERATOR&allocation=UNALLOCATED | 13567",
                "allocatedTo=acme                           | 2",
                "allocatedTo=R%2BD%201                      | 4",
                "allocatedTo=nobody                         | ''",
                "mainNumber=true                            | 2",
                "mainNumber=false                           | 134567",
                "locked=true                                | 5",
                "locked=false                               | 123467",
                "inProgress=true                            | 7",
                "inProgress=false                           | 123456",
                "kind=DIRECT                                | 12345",
                "kind=IVR                                   | 6",
                "kind=HUNT_GROUP                            | 7",
                "search=60003                               | 3",
                "search=20+7946+0003                        | 3",
                "search=%2B44+20+7946+0003                  | 3",
                "search=+442079460003                       | 3",
                "search=%2B44%C2%A0207946%20000%204         | 4",
                "search=442079460                           | 1234567",
                "search=                                    | 1234567",
                "search=+                                   | 1234567",
                "search=999                                 | ''",
                "search=.*                                  | ''",
                "status=AVAILABLE&kind=DIRECT&locked=false  | 1",
                "status=ACTIVE&allocation=OCCUPIER          | ''",
                "unheardOf=1                                | 1234567",
            })
    void leaveWhatMatchesAllOfThem(String parameters, String rows) {
        JsonNode listing = API.json(PATH + "?" + parameters);

        assertThat(lastDigits(listing)).isEqualTo(rows);
        assertThat(listing.path("matched").intValue()).isEqualTo(rows.length());
    }

    @Test
    void leaveTheCountsOfTheWholeSiteAlone() {
        JsonNode listing = API.json(PATH + "?status=ACTIVE");

        assertThat(listing.path("total").intValue()).isEqualTo(7);
        assertThat(listing.path("statuses").toString())
                .isEqualTo("{\"AVAILABLE\":3,\"RESERVED\":1,\"ACTIVE\":1,\"ASSIGNED\":1,\"COOLDOWN\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=FREE            | status      | FREE     | AVAILABLE, RESERVED, ACTIVE, ASSIGNED, COOLDOWN",
                "status=active          | status      | active   | AVAILABLE, RESERVED, ACTIVE, ASSIGNED, COOLDOWN",
                "status=ACTIVE,         | status      | ''       | AVAILABLE, RESERVED, ACTIVE, ASSIGNED, COOLDOWN",
                "status=ACTIVE&status=X | status      | X        | AVAILABLE, RESERVED, ACTIVE, ASSIGNED, COOLDOWN",
                "allocation=UNKNOWN     | allocation  | UNKNOWN  | OPERATOR, OCCUPIER, UNALLOCATED",
                "allocatedTo=           | allocatedTo | ''       | the id of a party",
                "mainNumber=yes         | mainNumber  | yes      | true, false",
                "mainNumber=            | mainNumber  | ''       | true, false",
                "locked=TRUE            | locked      | TRUE     | true, false",
                "inProgress=1           | inProgress  | 1        | true, false",
                "kind=UNKNOWN           | kind        | UNKNOWN  | DIRECT, IVR, HUNT_GROUP",
                "status=UNKNOWN         | status      | UNKNOWN  | AVAILABLE, RESERVED, ACTIVE, ASSIGNED, COOLDOWN",
                "kind=DIRECT,IVR        | kind        | DIRECT,IVR | DIRECT, IVR, HUNT_GROUP",
                "limit=0                | limit       | 0        | 1 to 1000",
                "limit=1001             | limit       | 1001     | 1 to 1000",
                "limit=-1               | limit       | -1       | 1 to 1000",
                "limit=ten              | limit       | ten      | 1 to 1000",
                "limit=99999999999      | limit       | 99999999999 | 1 to 1000",
                "limit=1%25             | limit       | 1%       | 1 to 1000",
                "after=442079460003     | after       | 442079460003 | E.164",
                "after=%2B44+2079460003 | after       | +44 2079460003 | E.164",
                "after=%2B0442079460003 | after       | +0442079460003 | E.164",
                "after=                 | after       | ''       | E.164",
            })
    void refuseAValueThatTheyDoNotKnowByName(String parameters, String name, String value, String allowed) {
        assertThat(API.problem(400, "Bad Request", PATH + "?" + parameters)
                        .path("detail")
                        .textValue())
                .startsWith(name + " is \"" + value + "\"")
                .contains(allowed);
    }

    @ParameterizedTest
    @CsvSource({"locked=true&locked=false", "limit=1&limit=2", "kind=IVR&kind=IVR"})
    void refuseTwoValuesWhereOneIsMeant(String parameters) {
        assertThat(API.problem(400, "Bad Request", PATH + "?" + parameters)
                        .path("detail")
                        .textValue())
                .startsWith(parameters.replaceFirst("=.*", " is "))
                .contains("single value");
    }

    private static String lastDigits(JsonNode listing) {
        return StreamSupport.stream(listing.path("phoneNumbers").spliterator(), false)
                .map(row -> row.path("phoneNumber").textValue())
                .map(number -> number.substring(number.length() - 1))
                .reduce("", String::concat);
    }
}
