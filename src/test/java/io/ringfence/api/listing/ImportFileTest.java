package io.ringfence.api.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportFileTest {
    private static final String NUMBER = "+442079460001";

    @Test
    void findsColumnsByTheirHeadings() {
        ImportFile file = read("""
                Ported from,Colour,Kind,Phone number,Cooling off date,Range name,EXT
                Other Telecom,red,HUNT_GROUP,+442079460001,2026-12-31,"Strand, East",1001
                """);

        ActionRequest request = file.rows().get(0).request().orElseThrow();
        assertThat(file.ignoredColumns()).containsExactly("Colour");
        assertThat(file.rows().get(0).line()).isEqualTo(2);
        assertThat(request.phoneNumber()).isEqualTo(NUMBER);
        assertThat(request.siteId()).isEqualTo("london-1");
        assertThat(request.requestedBy()).isEqualTo("me");
        assertThat(request.coolingOffDate()).isEqualTo(LocalDate.parse("2026-12-31"));
        assertThat(request.details())
                .isEqualTo(new NumberDetails(NumberKind.HUNT_GROUP, "1001", "Strand, East", "Other Telecom"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Phone number\n+442079460001\n",
                "\uFEFFPhone number\r\n+442079460001\r\n\r\n",
                "Phone number,EXT\n+442079460001\n",
                "EXT;Phone number\n;+442079460001",
                "Phone number, EXT\n +442079460001 ,\n"
            })
    void takesWhatSpreadsheetsWrite(String text) {
        assertThat(read(text).rows()).singleElement().satisfies(row -> {
            assertThat(row.request().orElseThrow().phoneNumber()).isEqualTo(NUMBER);
            assertThat(row.request().orElseThrow().details())
                    .isEqualTo(new NumberDetails(NumberKind.DIRECT, null, null, null));
        });
    }

    @Test
    void takesAwayWhatTheExportHasAdded() {
        assertThat(read("Phone number,Range name\n+442079460001,'=Strand\n")
                        .rows()
                        .get(0)
                        .request()
                        .orElseThrow()
                        .details()
                        .rangeName())
                .isEqualTo("=Strand");
    }

    @ParameterizedTest
    @CsvSource({
        "'020 7946 0001,,', Phone number is not canonical",
        "',,', Phone number is not canonical",
        "'+442079460001,PAINT,', 'Kind is \"PAINT\"; allowed: DIRECT, IVR, HUNT_GROUP.'",
        "'+442079460001,,31/12/2026', 'Cooling off date is \"31/12/2026\"; allowed: YYYY-MM-DD.'"
    })
    void saysWhatIsWrongWithARow(String row, String why) {
        ImportFile file = read("Phone number,Kind,Cooling off date\n" + row + "\n+442079460002,,\n");

        assertThat(file.rows().get(0).request()).isEmpty();
        assertThat(file.rows().get(0).complaint()).contains(why);
        assertThat(file.rows().get(1).request()).as("spoils no other").isPresent();
    }

    @Test
    void takesANumberOnce() {
        ImportFile file = read("Phone number,EXT\n+442079460001,1\n+442079460001,2\n");

        assertThat(file.rows().get(1).complaint()).isEqualTo("Line 2 has the number too.");
    }

    @Test
    void theSameRowHasTheSameId() {
        String row = "Phone number,EXT\n+442079460001,1\n";

        assertThat(id(row)).isEqualTo(id("EXT,Colour,Phone number\n1,red,+442079460001\n"));
        assertThat(id(row)).isNotEqualTo(id("Phone number,EXT\n+442079460001,2\n"));
    }

    @Test
    void aRowIsWhereItBegins() {
        ImportFile file = read("Phone number,Range name\n+442079460001,\"Ground\nfloor\"\n+442079460002,\n");

        assertThat(file.rows()).extracting(ImportFile.Row::line).containsExactly(2L, 4L);
    }

    @Test
    void namesEachUnknownColumnOnce() {
        ImportFile file = read("Phone number,Colour,Colour,,\n+442079460001,red,blue,,\n");

        assertThat(file.ignoredColumns()).containsExactly("Colour", "");
        assertThat(file.rows().get(0).request()).isPresent();
    }

    @Test
    void rowsWithoutANumberAreNotTheSame() {
        assertThat(read("Phone number,EXT\n,1\n,2\n").rows())
                .extracting(ImportFile.Row::complaint)
                .allMatch(complaint -> complaint.startsWith("Phone number is not canonical"));
    }

    @Test
    void aCellThatNoRecordHoldsSpoilsItsRowAlone() {
        ImportFile file = read("Phone number,EXT\n+442079460001," + "x".repeat(1_500_000) + "\n+442079460002,2\n");

        assertThat(file.rows().get(0).complaint()).isEqualTo("EXT is longer than 10000 characters.");
        assertThat(file.rows().get(1).request()).isPresent();
    }

    @Test
    void losesNoCharacter() {
        byte[] latin = "Phone number,Range name\n+442079460001,Caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> ImportFile.read(new Imports.File("london-1", "me", latin, StandardCharsets.UTF_8)))
                .hasMessageStartingWith("The file is not in UTF-8");
        assertThat(ImportFile.read(new Imports.File("london-1", "me", latin, StandardCharsets.ISO_8859_1))
                        .rows()
                        .get(0)
                        .request()
                        .orElseThrow()
                        .details()
                        .rangeName())
                .isEqualTo("Caf\u00e9");
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> read("Phone number\n" + "+442079460001\n".repeat(10_001)))
                .hasMessage("The file has more than 10000 rows.");
        assertThatThrownBy(() -> read("x".repeat(2 * 1024 * 1024 + 1))).hasMessageContaining("allowed: 2097152");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EXT\n1\n", "Phone number,Phone number\n1,2\n", "Phone number\n\"1\n"})
    void refusesWhatIsNoFileOfNumbers(String text) {
        assertThatThrownBy(() -> read(text)).hasMessageStartingWith("The file ");
    }

    private static java.util.UUID id(String text) {
        return read(text).rows().get(0).request().orElseThrow().requestId();
    }

    private static ImportFile read(String text) {
        return ImportFile.read(
                new Imports.File("london-1", "me", text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
