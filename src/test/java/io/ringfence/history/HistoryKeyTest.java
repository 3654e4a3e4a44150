package io.ringfence.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class HistoryKeyTest {
    private static final Instant MOMENT = Instant.parse("2026-03-31T23:59:59.999Z");

    /** A store of another layout must have another name. */
    @Test
    void bytesAreThoseOfTheStoresThatAreThere() {
        assertThat(hex(HistoryKey.change("strand", "+442079460060", MOMENT, 12)))
                .isEqualTo(
                        "43" // C
                                + "737472616e6400" // strand
                                + "2b34343230373934363030363000" // number
                                + "7ffffe62b9a90000" // moment
                                + "7ffffffffffffff3"); // version
        assertThat(hex(HistoryKey.site("+442079460060", "strand")))
                .isEqualTo("4e2b34343230373934363030363000737472616e64");
    }

    @Test
    void tellsWhatItWasMadeOf() {
        Bytes change = HistoryKey.change("strand", "+442079460060", MOMENT, 12);

        assertThat(HistoryKey.phoneNumber(change)).isEqualTo("+442079460060");
        assertThat(HistoryKey.moment(change)).isEqualTo(MOMENT);
        assertThat(HistoryKey.version(change)).isEqualTo(12);
        assertThat(HistoryKey.siteId(HistoryKey.site("+442079460060", "strand")))
                .isEqualTo("strand");
    }

    /** Also where bytes that look like a separator are part of a moment or a version. */
    @Test
    void sortsANumbersNewestChangeFirstAndKeepsNumbersAndSitesApart() {
        List<Bytes> inOrder = List.of(
                HistoryKey.of("strand"),
                HistoryKey.of("strand", "+4420794600"),
                HistoryKey.asOf("strand", "+4420794600", MOMENT),
                HistoryKey.change("strand", "+4420794600", MOMENT, 256),
                HistoryKey.change("strand", "+4420794600", MOMENT, 255),
                HistoryKey.change("strand", "+4420794600", MOMENT.minusMillis(1), 254),
                HistoryKey.change("strand", "+4420794600", Instant.EPOCH, 1),
                HistoryKey.after("strand", "+4420794600"),
                HistoryKey.change("strand", "+44207946000", MOMENT, 1),
                HistoryKey.after("strand", "+44207946000"),
                HistoryKey.after("strand"),
                HistoryKey.change("strand-2", "+4420794600", MOMENT, 1),
                HistoryKey.sites("+4420794600"),
                HistoryKey.site("+4420794600", "strand"),
                HistoryKey.afterSites("+4420794600"),
                HistoryKey.site("+44207946000", "strand"));

        assertThat(inOrder).isSorted();
    }

    private static String hex(Bytes key) {
        return HexFormat.of().formatHex(key.get());
    }
}
