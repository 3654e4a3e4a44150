package io.ringfence.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenNumberTest {
    @ParameterizedTest
    @CsvSource({
        "+442079460060, 020 7946 0060",
        "+442079460060, +44 (0)20 7946-0060",
        "+442079460060, 0044 20 7946 0060",
        "+442079460060, 7946 0060",
        "+442079460060, (020) 7946.0060",
        "+442079460060, 020",
        "+442079460060, 0207946006",
        "+442079460060, 79 46\u00a000\u202f60",
        "+442079460060, 7946\u20130060",
        "+442079460060, +",
        "+442079460060, 6",
        "+12125550100, (212) 555-0100",
        "+12125550100, +1 212/555/0100",
        "+12125550100, 555-0100",
        "+74951234567, 8 (495) 123-45-67",
        "+3612345678, 06 1 234 5678",
        "+390612345678, 06 1234 5678",
    })
    void isIn(String phoneNumber, String text) {
        assertThat(WrittenNumber.of(text).orElseThrow().isIn(phoneNumber)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "+442079460060, 030 7946 0060",
        "+442079460060, 02079460061",
        "+442079460060, 0044 7946 0060",
        "+442079460060, +2079460060",
        "+12125550100, 0212 555 0100",
    })
    void isNotIn(String phoneNumber, String text) {
        assertThat(WrittenNumber.of(text).orElseThrow().isIn(phoneNumber)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acorn", "12a", "++44", "44+", "()", "-", "\u0661\u0662"})
    void isNoNumber(String text) {
        assertThat(WrittenNumber.of(text)).isEmpty();
    }

    @Test
    void countriesThatAreNotKnownHaveNoFormat() {
        assertThat(NationalFormat.of("+9991234567")).isEqualTo("+9991234567");
        assertThat(NationalFormat.of("+442079460060")).isEqualTo("020 7946 0060");
        assertThat(NationalFormat.of("+12125550100")).isEqualTo("(212) 555-0100");
    }
}
