package io.ringfence.api.listing;

import static io.ringfence.support.api.Numbers.ACME;
import static io.ringfence.support.api.Numbers.NOW;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.domain.Action;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Question;
import io.ringfence.domain.Status;
import io.ringfence.query.NotQueryableException;
import io.ringfence.support.api.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A listing as a table for spreadsheets. */
class CsvTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final String LISTING = "/api/sites/london-1/phone-numbers";
    private static final String PATH = LISTING + ".csv";
    private static final String HEADER =
            "Phone number,EXT,Status,Allocated to,Cooling off date,Main number,Range name,Locked,Change in progress\r\n";

    @Test
    void hasTheseColumns() {
        API.readModel()
                .site(
                        "london-1",
                        number(1).build(),
                        number(2)
                                .details("0002", "Ground floor", NumberKind.DIRECT, null)
                                .held(Status.RESERVED, ACME)
                                .main()
                                .changing(new ChangeInProgress(
                                        UUID.randomUUID(), Action.ACTIVATE, NOW, Question.MAIN_NUMBER))
                                .build(),
                        number(3).coolingOff("2026-12-31").locked().build());

        assertThat(API.get(PATH).body())
                .isEqualTo(HEADER
                        + "+442079460001,,AVAILABLE,,,false,,false,\r\n"
                        + "+442079460002,0002,RESERVED,Acme,,true,Ground floor,false,ACTIVATE\r\n"
                        + "+442079460003,,COOLDOWN,,2026-12-31,false,,true,\r\n");
    }

    @Test
    void isADownload() {
        API.readModel().site("x.csv", number(1).build());

        HttpResponse<String> response = API.get("/api/sites/x.csv/phone-numbers.csv");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(ApiServer.contentType(response).replace(" ", "").split(";"))
                .containsExactlyInAnyOrder("text/csv", "charset=utf-8", "header=present");
        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"x.csv-phone-numbers.csv\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/csv",
                "text/csv; charset=utf-8",
                "application/json;q=0.5, text/csv",
                "text/csv, */*;q=0.1",
                "text/html, text/csv;q=0.9"
            })
    void isTheListingForWhoPrefersIt(String accept) {
        API.readModel().site("london-1", number(1).build());

        HttpResponse<String> response = API.get(LISTING, "Accept", accept);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).startsWith(HEADER);
        assertThat(response.headers().firstValue("Vary")).hasValue("Accept");
        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"london-1-phone-numbers.csv\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "text/html"})
    void isAtItsOwnPathWhateverIsAccepted(String accept) {
        API.readModel().site("london-1");

        HttpResponse<String> response = API.get(PATH, "Accept", accept);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(HEADER);
    }

    @Test
    void hasAllPagesOfWhatTheFiltersLeave() {
        API.readModel()
                .site(
                        "london-1",
                        IntStream.range(0, 5000)
                                .mapToObj(last -> last % 2 == 0
                                        ? number(last).build()
                                        : number(last).held(Status.ACTIVE, ACME).build())
                                .toArray(PhoneNumber[]::new));

        List<CSVRecord> rows = rows(API.get(PATH + "?status=ACTIVE&limit=2&after=%2B442079464000"));

        assertThat(rows).hasSize(2500);
        assertThat(rows.get(0).get("Phone number")).isEqualTo("+442079460001");
        assertThat(rows.get(1000).get("Phone number")).isEqualTo("+442079462001");
        assertThat(rows.get(2499).get("Phone number")).isEqualTo("+442079464999");
        assertThat(API.readModel().answers()).isEqualTo(3);
    }

    @Test
    void quotesWhatItMust() {
        API.readModel()
                .site(
                        "london-1",
                        number(1)
                                .details("1,\"2\"", "North\r\nwing; caf\u00e9", NumberKind.DIRECT, null)
                                .held(Status.ACTIVE, new Party(PartyType.OCCUPIER, "ltd", "Smith, \"J\" & Sons"))
                                .build());

        HttpResponse<String> response = API.get(PATH);

        assertThat(response.body()).contains("\"1,\"\"2\"\"\"").contains("\"Smith, \"\"J\"\" & Sons\"");
        CSVRecord row = rows(response).get(0);
        assertThat(row.get("EXT")).isEqualTo("1,\"2\"");
        assertThat(row.get("Range name")).isEqualTo("North\r\nwing; caf\u00e9");
        assertThat(row.get("Allocated to")).isEqualTo("Smith, \"J\" & Sons");
    }

    @Test
    void neutralisesWhatASpreadsheetWouldRun() {
        API.readModel()
                .site(
                        "london-1",
                        number(1)
                                .details("-1+cmd|' /C calc'!A0", "@SUM(1,2)", NumberKind.DIRECT, null)
                                .held(Status.ACTIVE, new Party(PartyType.OCCUPIER, "e", "=HYPERLINK(\"http://x\")"))
                                .build());

        CSVRecord row = rows(API.get(PATH)).get(0);

        assertThat(row.get("Phone number")).isEqualTo("+442079460001");
        assertThat(row.get("EXT")).isEqualTo("'-1+cmd|' /C calc'!A0");
        assertThat(row.get("Allocated to")).isEqualTo("'=HYPERLINK(\"http://x\")");
        assertThat(row.get("Range name")).isEqualTo("'@SUM(1,2)");
    }

    /** In front of it, a spreadsheet with semicolons and decimal commas would read: +442079460001,5+cmd|' /C calc'!A0 */
    @ParameterizedTest
    @ValueSource(strings = {"5+cmd|' /C calc'!A0;", "*1;", "5+cmd|'/C calc ", "5%", "5&\"x\"", "(1)", "5/1"})
    void letsNoCellGoOnTheNumberBeforeIt(String extension) {
        API.readModel()
                .site(
                        "london-1",
                        number(1)
                                .details(extension, "'!A0;", NumberKind.DIRECT, null)
                                .build());

        HttpResponse<String> response = API.get(PATH);

        assertThat(response.body()).startsWith(HEADER + "+442079460001,\"");
        assertThat(rows(response).get(0).get("EXT")).isEqualTo(extension);
    }

    @Test
    void neutralisesWhatASpreadsheetWithAnotherSeparatorWouldRun() {
        API.readModel()
                .site(
                        "london-1",
                        number(1)
                                .details("1\n=1", "x;=HYPERLINK(\"http://x\");", NumberKind.DIRECT, null)
                                .held(Status.ACTIVE, new Party(PartyType.OCCUPIER, "e", "\t=1"))
                                .build());

        CSVRecord row = rows(API.get(PATH)).get(0);

        assertThat(row.get("EXT")).isEqualTo("1\n'=1");
        assertThat(row.get("Allocated to")).isEqualTo("'\t'=1");
        assertThat(row.get("Range name")).isEqualTo("x;'=HYPERLINK(\"http://x\");");
    }

    @Test
    void namesAPartyByItsIdWhereItHasNoName() {
        API.readModel()
                .site(
                        "london-1",
                        number(1)
                                .held(Status.ACTIVE, new Party(PartyType.OCCUPIER, "p-1", "  "))
                                .build(),
                        number(2)
                                .held(Status.ACTIVE, new Party(PartyType.OCCUPIER, "=p", null))
                                .build());

        assertThat(rows(API.get(PATH)))
                .extracting(row -> row.get("Allocated to"))
                .containsExactly("p-1", "'=p");
    }

    @Test
    void answersHeadWithoutABody() {
        API.readModel().site("london-1", number(1).build());

        HttpResponse<String> response = API.send("HEAD", PATH);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(ApiServer.contentType(response)).startsWith("text/csv");
    }

    @ParameterizedTest
    @CsvSource({"1, identity", "2, identity", "1, gzip", "2, gzip"})
    void breaksOffRatherThanEndEarly(int pagesBefore, String encoding) {
        API.readModel().site("london-1", many(3000));
        API.readModel().failAfter(pagesBefore, new NotQueryableException("moved", null));

        assertThatThrownBy(() -> API.get(PATH, "Accept-Encoding", encoding)).isInstanceOf(UncheckedIOException.class);
        assertThat(API.readModel().answers()).isEqualTo(pagesBefore);
    }

    @Test
    void readsNoFurtherThanTheClientDoes() throws IOException {
        int pages = 60;
        API.readModel().site("london-1", many(pages * 1000));
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress("localhost", API.port()));
            slow.getOutputStream()
                    .write(("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> API.readModel().answers() > 0);
            settled();
            assertThat(API.readModel().answers()).isLessThan(pages / 2);
        }
        settled();
        assertThat(API.readModel().answers()).as("after the client went away").isLessThan(pages / 2);
    }

    /** Waits until nothing was asked of the read model for a while. */
    private static void settled() {
        AtomicInteger before = new AtomicInteger(-1);
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .until(API.readModel()::answers, answers -> answers == before.getAndSet(answers));
    }

    private static PhoneNumber[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(last -> number("+4420%08d".formatted(last))
                        .details("x".repeat(200), "y".repeat(200), NumberKind.DIRECT, null)
                        .build())
                .toArray(PhoneNumber[]::new);
    }

    private static List<CSVRecord> rows(HttpResponse<String> response) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(response.body(), format)) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
