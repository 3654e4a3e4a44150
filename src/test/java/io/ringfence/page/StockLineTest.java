package io.ringfence.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Site;
import io.ringfence.domain.Status;
import io.ringfence.query.NotQueryableException;
import io.ringfence.support.api.ApiServer;
import io.ringfence.support.api.Numbers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page of a site says of its stock. */
class StockLineTest {
    private static final Pattern LINE = Pattern.compile("<p id=\"stock\">(.*?)</p>", Pattern.DOTALL);

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @Test
    void saysWhatIsFreeAndWhatComesBackNext() {
        free(5);
        API.readModel()
                .site(
                        "london-1",
                        Numbers.number(11).coolingOff("2026-12-24").build(),
                        Numbers.number(12).coolingOff("2026-12-01").build(),
                        Numbers.number(13).coolingOff("2026-12-01").build());

        assertThat(line("/sites/london-1"))
                .isEqualTo("<span>5 free numbers</span> <span>2 come back after Dec 1, 2026</span>");
    }

    @Test
    void marksWhatIsLow() {
        free(1);

        assertThat(line("/sites/london-1")).isEqualTo("<span>1 free number</span> <strong class=\"low\">Low</strong>");
    }

    /** Of another day it is not known; of a site that never had a number there is none. */
    @Test
    void saysNothingWhereThereIsNothingToSay() {
        free(1);
        API.directory().site(new Site("london-1", "London One", null, List.of(), null, null));
        API.directory().site(new Site("oslo", "Oslo", null, List.of(), null, null));

        assertThat(line("/sites/london-1?asOf=2026-11-01")).isEmpty();
        assertThat(line("/sites/oslo")).isEmpty();
    }

    /** While it is being counted. */
    @Test
    void pageIsShownWithoutIt() {
        free(1);
        API.readModel().failAfter(1, new NotQueryableException("The stock of the sites is being counted."));

        assertThat(line("/sites/london-1")).isEmpty();
        assertThat(API.readModel().answers()).as("the listing").isEqualTo(1);
    }

    private static void free(int count) {
        API.readModel()
                .site(
                        "london-1",
                        IntStream.range(0, count)
                                .mapToObj(i -> Numbers.number(i).build())
                                .toArray(PhoneNumber[]::new));
        API.readModel()
                .site(
                        "london-1",
                        Numbers.number(99).held(Status.ACTIVE, Numbers.ACME).build());
    }

    private static String line(String path) {
        Matcher line = LINE.matcher(API.get(path, "Accept-Language", "en-US").body());
        assertThat(line.find()).as(path).isTrue();
        return line.group(1);
    }
}
