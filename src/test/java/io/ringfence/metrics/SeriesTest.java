package io.ringfence.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ringfence.domain.SiteCounts;
import io.ringfence.support.monitoring.Scrape;
import io.ringfence.topology.Proceedings;
import java.time.Clock;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many series there are, however many sites. */
class SeriesTest {
    private static final int STATUSES = 5;
    private static final SiteCounts COUNTS = new SiteCounts(Map.of("AVAILABLE", 2L, "ACTIVE", 1L, "PARKED", 1L), 0, 0);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MeteredProceedings proceedings = new MeteredProceedings(registry, Clock.systemUTC());

    @Test
    void sitesHaveOneOfEachStatus() {
        int without = scrape().series().size();

        count(proceedings.sites(), 0, 300);

        assertThat(scrape().series()).hasSize(without + 300 * STATUSES);
        assertThat(scrape().by("site", "ringfence_numbers", Map.of("status", "ACTIVE")))
                .hasSize(300)
                .containsEntry("site-7", 1.0);
    }

    @Test
    void areNoMoreHoweverManySites() {
        count(proceedings.sites(), 0, SiteNumbers.MOST_SITES);
        int most = scrape().series().size();

        Proceedings.OfSites others = proceedings.sites();
        count(others, SiteNumbers.MOST_SITES, SiteNumbers.MOST_SITES + 100);

        assertThat(scrape().series()).hasSize(most);
        assertThat(scrape().by("status", "ringfence_numbers", Map.of("site", SiteNumbers.OTHERS)))
                .isEqualTo(Map.of("AVAILABLE", 200.0, "ACTIVE", 100.0));

        others.close();

        assertThat(scrape().by("status", "ringfence_numbers", Map.of("site", SiteNumbers.OTHERS)))
                .isEmpty();
    }

    @Test
    void goWithTheirPartition() {
        int without = scrape().series().size();
        Proceedings.OfSites here = proceedings.sites();
        Proceedings.OfSites moving = proceedings.sites();
        count(here, 0, 2);
        count(moving, 2, 5);

        moving.close();

        assertThat(scrape().series()).hasSize(without + 2 * STATUSES);

        count(proceedings.sites(), 2, 5);

        assertThat(scrape().by("site", "ringfence_numbers", Map.of("status", "AVAILABLE")))
                .hasSize(5)
                .containsEntry("site-4", 2.0);
    }

    private static void count(Proceedings.OfSites sites, int from, int to) {
        IntStream.range(from, to).forEach(i -> sites.counted("site-" + i, COUNTS));
    }

    private Scrape scrape() {
        return Scrape.parse(registry.scrape());
    }
}
