package io.ringfence.api.listing;

import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ActionRequestBuilder;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.WellFormed;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Numbers to be provisioned, a row each: the export's columns, found by their headings, and those of what an export does
 * not show. Reads what a spreadsheet makes of it: a byte order mark, semicolons, quotes, neutralised cells.
 */
final class ImportFile {
    static final int MAX_BYTES = 2 * 1024 * 1024;
    static final int MAX_ROWS = 10_000;

    private static final int LONGEST_CELL = 10_000;

    private static final String KIND = "Kind";
    private static final String PORTED_FROM = "Ported from";
    private static final Set<String> TAKEN = Set.of(
            CsvText.PHONE_NUMBER, CsvText.EXTENSION, CsvText.COOLING_OFF_DATE, CsvText.RANGE_NAME, KIND, PORTED_FROM);

    /**
     * A row.
     *
     * @param request empty where it cannot be made one
     * @param complaint why not, as a sentence
     */
    record Row(long line, String phoneNumber, Optional<ActionRequest> request, String complaint) {}

    private final String siteId;
    private final String requestedBy;
    private final List<String> headings;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Long> lines = new HashMap<>();

    private ImportFile(String siteId, String requestedBy, List<String> headings) {
        this.siteId = siteId;
        this.requestedBy = requestedBy;
        this.headings = headings;
    }

    /** What the file says. */
    static ImportFile read(Imports.File sent) {
        int size = sent.content().length;
        if (size > MAX_BYTES) {
            throw Refusals.tooLarge("The file has %d bytes; allowed: %d.".formatted(size, MAX_BYTES));
        }
        String text = decoded(sent.content(), sent.encoding()).replaceFirst("^\uFEFF", "");
        long line = 1;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format(text))) {
            ImportFile file = null;
            for (CSVRecord row : parser) {
                if (file == null) {
                    file = new ImportFile(sent.siteId(), sent.requestedBy(), headings(row));
                } else if (file.rows.size() == MAX_ROWS) {
                    throw Refusals.tooLarge("The file has more than %d rows.".formatted(MAX_ROWS));
                } else {
                    file.add(row, line);
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            if (file == null) {
                throw Refusals.unreadable("The file is empty.");
            }
            return file;
        } catch (CSVException | UncheckedIOException e) {
            throw Refusals.unreadable("The file is no CSV from line " + line + " on.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A character that is lost here is lost in the audit trail. */
    private static String decoded(byte[] body, Charset encoding) {
        try {
            return encoding.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw Refusals.unreadable("The file is not in " + encoding
                    + "; save it as UTF-8, or name its encoding in the charset of the Content-Type.");
        }
    }

    /** Where the comma is the decimal sign, spreadsheets write semicolons. */
    private static CSVFormat format(String text) {
        String heading = text.lines().findFirst().orElse("");
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(heading.contains(";") && !heading.contains(",") ? ";" : ",")
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
    }

    private static List<String> headings(CSVRecord row) {
        List<String> headings = row.toList();
        if (!headings.contains(CsvText.PHONE_NUMBER)) {
            throw Refusals.unreadable("The file has no column " + CsvText.PHONE_NUMBER + ".");
        }
        TAKEN.stream()
                .filter(taken -> Collections.frequency(headings, taken) > 1)
                .findFirst()
                .ifPresent(twice -> {
                    throw Refusals.unreadable("The file has the column " + twice + " more than once.");
                });
        return headings;
    }

    private void add(CSVRecord row, long line) {
        String phoneNumber = number(row);
        Long earlier = phoneNumber.isEmpty() ? null : lines.putIfAbsent(phoneNumber, line);
        try {
            rows.add(
                    earlier == null
                            ? new Row(line, phoneNumber, Optional.of(request(row, phoneNumber)), null)
                            : new Row(line, phoneNumber, Optional.empty(), "Line " + earlier + " has the number too."));
        } catch (IllegalArgumentException | DateTimeException e) {
            rows.add(new Row(line, phoneNumber, Optional.empty(), e.getMessage()));
        }
    }

    private String number(CSVRecord row) {
        try {
            return cell(row, CsvText.PHONE_NUMBER).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** What is readable but breaks a rule is the rules' to refuse. */
    private ActionRequest request(CSVRecord row, String phoneNumber) {
        if (!WellFormed.isPhoneNumber(phoneNumber)) {
            throw new IllegalArgumentException(
                    CsvText.PHONE_NUMBER + " is not canonical E.164, a plus and 7 to 15 digits without spaces.");
        }
        ActionRequest request = ActionRequestBuilder.builder()
                .phoneNumber(phoneNumber)
                .siteId(siteId)
                .action(Action.PROVISION)
                .requestedBy(requestedBy)
                .coolingOffDate(cell(row, CsvText.COOLING_OFF_DATE)
                        .map(ImportFile::date)
                        .orElse(null))
                .details(new NumberDetails(
                        cell(row, KIND).map(ImportFile::kind).orElse(NumberKind.DIRECT),
                        cell(row, CsvText.EXTENSION).orElse(null),
                        cell(row, CsvText.RANGE_NAME).orElse(null),
                        cell(row, PORTED_FROM).orElse(null)))
                .build();
        return request.withRequestId(id(request));
    }

    /** The same for the same content, so that a file that is sent again changes nothing. */
    private static UUID id(ActionRequest request) {
        NumberDetails details = request.details();
        String content = Stream.of(
                        request.siteId(),
                        request.phoneNumber(),
                        request.requestedBy(),
                        request.coolingOffDate(),
                        details.kind(),
                        details.extension(),
                        details.rangeName(),
                        details.portedFrom())
                .map(String::valueOf)
                .collect(Collectors.joining("\0"));
        return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
    }

    private static LocalDate date(String cell) {
        try {
            return LocalDate.parse(cell);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    CsvText.COOLING_OFF_DATE + " is \"" + cell + "\"; allowed: YYYY-MM-DD.", e);
        }
    }

    private static NumberKind kind(String cell) {
        return switch (cell) {
            case "DIRECT" -> NumberKind.DIRECT;
            case "IVR" -> NumberKind.IVR;
            case "HUNT_GROUP" -> NumberKind.HUNT_GROUP;
            default ->
                throw new IllegalArgumentException(KIND + " is \"" + cell + "\"; allowed: DIRECT, IVR, HUNT_GROUP.");
        };
    }

    /** What is too long for any record is too long for the rules: they would not come to see it. */
    private Optional<String> cell(CSVRecord row, String heading) {
        int column = headings.indexOf(heading);
        if (column < 0 || column >= row.size()) {
            return Optional.empty();
        }
        if (row.get(column).length() > LONGEST_CELL) {
            throw new IllegalArgumentException(heading + " is longer than " + LONGEST_CELL + " characters.");
        }
        return Optional.of(SpreadsheetCell.plain(row.get(column)).strip()).filter(text -> !text.isEmpty());
    }

    List<Row> rows() {
        return rows;
    }

    List<String> ignoredColumns() {
        return headings.stream()
                .filter(heading -> !TAKEN.contains(heading))
                .distinct()
                .toList();
    }
}
