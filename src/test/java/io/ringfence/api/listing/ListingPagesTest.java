package io.ringfence.api.listing;

import static io.ringfence.support.api.Numbers.ACME;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Status;
import io.ringfence.support.api.ApiServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages of a listing, one after another. */
class ListingPagesTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final String PATH = "/api/sites/london-1/phone-numbers";

    @Test
    void followOneAnotherToTheEndWhetherTheClientEncodesThePlusOrNot() {
        List<String> all = numbers(0, 7);

        assertThat(walk("limit=3", next -> URLEncoder.encode(next, StandardCharsets.UTF_8)))
                .containsExactly(all.subList(0, 3), all.subList(3, 6), all.subList(6, 7));
        assertThat(walk("limit=3", UnaryOperator.identity()))
                .containsExactly(all.subList(0, 3), all.subList(3, 6), all.subList(6, 7));
    }

    @Test
    void endWithoutAnEmptyOne() {
        List<String> all = numbers(0, 6);

        assertThat(walk("limit=3", UnaryOperator.identity())).containsExactly(all.subList(0, 3), all.subList(3, 6));
        assertThat(walk("limit=6", UnaryOperator.identity())).containsExactly(all);
    }

    @Test
    void holdOnlyWhatTheFiltersLeaveAndCountAllOfIt() {
        IntStream.range(0, 10).forEach(last -> API.readModel()
                .site(
                        "london-1",
                        last % 2 == 0
                                ? number(last).build()
                                : number(last).held(Status.ACTIVE, ACME).build()));

        JsonNode second = API.json(PATH + "?status=ACTIVE&limit=2&after=%2B442079460003");

        assertThat(phoneNumbers(second)).containsExactly("+442079460005", "+442079460007");
        assertThat(second.path("next").textValue()).isEqualTo("+442079460007");
        assertThat(second.path("matched").intValue()).isEqualTo(5);
        assertThat(second.path("total").intValue()).isEqualTo(10);
    }

    @Test
    void goOnAfterANumberThatIsNoLongerThere() {
        numbers(0, 2);
        numbers(3, 5);

        assertThat(phoneNumbers(API.json(PATH + "?after=%2B442079460002")))
                .containsExactly("+442079460003", "+442079460004");
    }

    @Test
    void areEmptyAfterTheLast() {
        numbers(0, 3);

        JsonNode listing = API.json(PATH + "?after=%2B442079460002");

        assertThat(phoneNumbers(listing)).isEmpty();
        assertThat(listing.path("next").isNull()).isTrue();
        assertThat(listing.path("matched").intValue()).isEqualTo(3);
    }

    @Test
    void haveFiveHundredRowsUnlessToldOtherwiseAndAThousandAtMost() {
        List<String> all = numbers(0, 1200);

        assertThat(phoneNumbers(API.json(PATH))).isEqualTo(all.subList(0, 500));
        assertThat(phoneNumbers(API.json(PATH + "?limit=1000"))).isEqualTo(all.subList(0, 1000));
    }

    private static List<List<String>> walk(String parameters, UnaryOperator<String> encoding) {
        List<List<String>> pages = new ArrayList<>();
        String next = null;
        do {
            String after = next == null ? "" : "&after=" + encoding.apply(next);
            JsonNode page = API.json(PATH + "?" + parameters + after);
            pages.add(phoneNumbers(page));
            next = page.path("next").textValue();
        } while (next != null);
        return pages;
    }

    private static List<String> numbers(int from, int to) {
        PhoneNumber[] numbers =
                IntStream.range(from, to).mapToObj(last -> number(last).build()).toArray(PhoneNumber[]::new);
        API.readModel().site("london-1", numbers);
        return List.of(numbers).stream().map(PhoneNumber::phoneNumber).toList();
    }

    private static List<String> phoneNumbers(JsonNode listing) {
        return listing.path("phoneNumbers").findValuesAsText("phoneNumber");
    }
}
