package io.ringfence.api.listing;

import io.ringfence.domain.Action;
import io.ringfence.domain.Party;
import io.ringfence.query.NumberState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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

    static final String PHONE_NUMBER = "Phone number";
    static final String EXTENSION = "EXT";
    static final String COOLING_OFF_DATE = "Cooling off date";
    static final String RANGE_NAME = "Range name";

    private record Column(String title, Function<NumberState, Object> cell) {}

    /** Of a site's listing. */
    static final CsvText OF_SITE = new CsvText(List.of(
            new Column(PHONE_NUMBER, NumberState::phoneNumber),
            new Column(EXTENSION, NumberState::extension),
            new Column("Status", NumberState::status),
            new Column("Allocated to", row -> name(row.allocatedTo())),
            new Column(COOLING_OFF_DATE, NumberState::coolingOffDate),
            new Column("Main number", NumberState::mainNumber),
            new Column(RANGE_NAME, NumberState::rangeName),
            new Column("Locked", NumberState::locked),
            new Column("Change in progress", row -> action(row.changeInProgress()))));

    /** Of numbers at several sites. */
    static final CsvText OF_SITES =
            new CsvText(Stream.concat(Stream.of(new Column("Site", NumberState::siteId)), OF_SITE.columns.stream())
                    .toList());

    private final List<Column> columns;

    private CsvText(List<Column> columns) {
        this.columns = columns;
    }

    byte[] header() {
        return text(Stream.of(columns.stream().map(Column::title).collect(Collectors.joining(","))));
    }

    byte[] rows(List<NumberState> rows) {
        return text(rows.stream().map(this::line));
    }

    private String line(NumberState row) {
        return columns.stream()
                .map(column -> column.cell().apply(row))
                .map(cell -> quoted(SpreadsheetCell.neutralised(Objects.toString(cell, ""))))
                .collect(Collectors.joining(","));
    }

    private static Action action(NumberState.InProgress change) {
        return change == null ? null : change.action();
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
