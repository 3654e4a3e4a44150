package io.ringfence.api.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that a spreadsheet would take for something else. */
class SpreadsheetCellTest {
    private static final List<String> PIECES = List.of(
            "=", "+", "-", "@", "\uFF1D", "'", "'", "\"", ";", ";", "\t", "\n", "\r", " ", "\u00A0", "\uFEFF", "1", "x",
            ",");

    /** What an import has to take away: one apostrophe where a cell begins and a formula would follow. */
    private static final Pattern ADDED =
            Pattern.compile("(^|(?<=[;\\t\\n\\r]))'(?=[\\p{Z}\\p{C}\"']*[=+\\-@\uFF1D])|^'(?='*[\\t\\n\\r])");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "=",
                "+1+1",
                "+44 20",
                "-1.5",
                "--1",
                "@x",
                "\rx",
                "\nx",
                "+1\n",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF201",
                "\uFE661",
                "\uFE621",
                "\uFE631",
                "\uFE6B1",
                "\u22121",
                " =1",
                "\u00A0\u3000=1",
                "\uFEFF=1",
                "\u200B=1",
                "\"=1",
                "' \"+cmd",
                "'=1",
                "\u0000=1"
            })
    void isNeutralised(String text) {
        assertThat(SpreadsheetCell.neutralised(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "x;=1+1       | x;'=1+1",
                "x; =1;x;@y;z | x;' =1;x;'@y;z",
                "x;+44        | x;'+44",
                ";=1          | ;'=1",
                "=1;=2        | '=1;'=2",
                "x;\"=1\"     | x;'\"=1\"",
                "x\u061B=1    | x\u061B'=1",
                "x<TAB>=1     | x<TAB>'=1",
                "<TAB>=1      | '<TAB>'=1",
                "<TAB>x       | '<TAB>x",
                "x<LF>=1      | x<LF>'=1",
                "x<CR><LF>-1y | x<CR>'<LF>'-1y",
                "-1<LF>=2     | '-1<LF>'=2",
            },
            delimiter = '|')
    void isNeutralisedWhereACellMayBegin(String text, String neutralised) {
        assertThat(SpreadsheetCell.neutralised(control(text))).isEqualTo(control(neutralised));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+442079460000",
                "-1",
                "0001",
                "a=b",
                "1+1",
                " x",
                "'x",
                "Smith & Sons",
                "\u00e9",
                "x;y",
                "x; 1+1",
                "North\r\nwing",
                "a,=b",
                "O'Brien - 2"
            })
    void isLeftAlone(String text) {
        assertThat(SpreadsheetCell.neutralised(text)).isEqualTo(text);
    }

    /** Whoever imports what was exported gets what there was, whatever it was. */
    @Test
    void isTheTextAgainWithOneApostropheLess() {
        Random random = new Random(9);
        for (int i = 0; i < 100_000; i++) {
            String text = Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                    .limit(random.nextInt(9))
                    .collect(Collectors.joining());

            String neutralised = SpreadsheetCell.neutralised(text);

            assertThat(
                            neutralised.matches("[+-]?[0-9]+")
                                    ? neutralised
                                    : ADDED.matcher(neutralised).replaceAll(""))
                    .isEqualTo(text);
        }
    }

    private static String control(String text) {
        return text.replace("<TAB>", "\t").replace("<CR>", "\r").replace("<LF>", "\n");
    }
}
