package io.ringfence.api;

import io.ringfence.domain.Party;
import io.ringfence.query.NumberState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The listing's columns, as CSV of RFC 4180 in UTF-8. More is quoted than must be: a spreadsheet that takes the comma for a
 * decimal point reads a number and the cell behind it as one, and an operator there would make them a formula. A quote
 * behind a number makes them nothing.
 */
final class CsvText {
    private static final Pattern PLAIN = Pattern.compile("\\+?[\\p{L}\\p{M}\\p{N} ._-]*");

    private static final List<String> COLUMNS = List.of(
            "Phone number",
            "EXT",
            "Status",
            "Allocated to",
            "Cooling off date",
            "Main number",
            "Range name",
            "Locked",
            "Change in progress");

    private CsvText() {}

    static byte[] header() {
        return text(Stream.of(String.join(",", COLUMNS)));
    }

    static byte[] rows(List<NumberState> rows) {
        return text(rows.stream().map(CsvText::line));
    }

    private static String line(NumberState row) {
        return Stream.of(
                        row.phoneNumber(),
                        row.extension(),
                        row.status(),
                        name(row.allocatedTo()),
                        row.coolingOffDate(),
                        row.mainNumber(),
                        row.rangeName(),
                        row.locked(),
                        row.changeInProgress() == null
                                ? null
                                : row.changeInProgress().action())
                .map(cell -> quoted(SpreadsheetCell.neutralised(Objects.toString(cell, ""))))
                .collect(Collectors.joining(","));
    }

    private static String name(Party party) {
        if (party == null) {
            return null;
        }
        return party.name() == null || party.name().isBlank() ? party.id() : party.name();
    }

    private static String quoted(String cell) {
        return PLAIN.matcher(cell).matches() ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static byte[] text(Stream<String> lines) {
        return lines.map(line -> line + "\r\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
    }
}
