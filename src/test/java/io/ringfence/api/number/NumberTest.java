package io.ringfence.api.number;

import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.support.api.ApiServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One number, asked for by itself. */
class NumberTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @BeforeEach
    void one() {
        API.readModel().site("london-1", number(1).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+442079460001", "%2B442079460001", "%2b442079460001"})
    void isTheRowOfAListingThatExplains(String phoneNumber) {
        assertThat(API.json("/api/phone-numbers/" + phoneNumber))
                .isEqualTo(API.json("/api/sites/london-1/phone-numbers?explain=true")
                        .path("phoneNumbers")
                        .get(0));
    }

    @Test
    void isNotFoundWhereNotProvisioned() {
        assertThat(API.problem(404, "Not Found", "/api/phone-numbers/+442079460002")
                        .path("detail")
                        .textValue())
                .contains("+442079460002");
    }

    @ParameterizedTest
    @CsvSource({
        "442079460001, 442079460001",
        "%2B0442079460001, +0442079460001",
        "%2B44%2020%207946%200001, +44 20 7946 0001",
        "%2B123456, +123456",
        "%2B1234567890123456, +1234567890123456",
        "%2B44207946000a, +44207946000a",
        "%2B%D9%A1234567, +\u0661234567",
        "++442079460001, + 442079460001",
        "+442079460001.csv, +442079460001.csv",
        "abc, abc",
    })
    void isABadRequestWhereMalformed(String path, String phoneNumber) {
        assertThat(API.problem(400, "Bad Request", "/api/phone-numbers/" + path)
                        .path("detail")
                        .textValue())
                .isEqualTo("phoneNumber is \"" + phoneNumber
                        + "\"; allowed: E.164, a plus and 7 to 15 digits without spaces.");
    }
}
