package io.ringfence.api;

import io.ringfence.domain.Party;
import io.ringfence.query.NumberState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The listing's columns, as CSV of RFC 4180 in UTF-8. */
final class CsvText {
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
        return text(Stream.of(COLUMNS));
    }

    static byte[] rows(List<NumberState> rows) {
        return text(rows.stream().map(CsvText::cells));
    }

    private static List<String> cells(NumberState row) {
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
                .map(cell -> SpreadsheetCell.neutralised(Objects.toString(cell, "")))
                .toList();
    }

    private static String name(Party party) {
        if (party == null) {
            return null;
        }
        return party.name() == null || party.name().isBlank() ? party.id() : party.name();
    }

    private static byte[] text(Stream<List<String>> records) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecords(records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
