package io.ringfence.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCellTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1", "=", "+1+1", "+44 20", "-1.5", "--1", "@x", "\t=1", "\rx", "\nx", "-1\n=2", "+1\n", "\uFF1D1",
                "\uFF0B1", "\uFF0D1", "\uFF201"
            })
    void isNeutralised(String text) {
        assertThat(SpreadsheetCell.neutralised(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+442079460000", "-1", "0001", "a=b", "1+1", "'=1", " x", "Smith & Sons", "\u00e9"})
    void isLeftAlone(String text) {
        assertThat(SpreadsheetCell.neutralised(text)).isEqualTo(text);
    }
}
