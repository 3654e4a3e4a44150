package io.ringfence.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.netty.NettyHttpParameters;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.ringfence.query.ListingQuery;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page shows is what its address says, and no more of it stands there than is needed. */
class FiltersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sites/x",
                "/sites/x?status=AVAILABLE&status=RESERVED",
                "/sites/x?status=ACTIVE&allocation=OCCUPIER&search=020+7946&show=locked&asOf=2026-11-27&limit=20",
                "/sites/x?show=inProgress",
                "/sites/x?search=%7Ba%7D%26b%3Dc%23%25%2B",
                "/sites/x?allocatedTo=OCCUPIER%3Aelm&mainNumber=true&kind=IVR"
            })
    void addressSurvives(String address) {
        assertThat(filters(address).address("/sites/x")).isEqualTo(address);
    }

    @Test
    void whatAFormSendsEmptyIsNoFilter() {
        Filters filters = filters("/sites/x?search=&asOf=&show=all");

        assertThat(filters.isNone()).isTrue();
        assertThat(filters.address("/sites/x")).isEqualTo("/sites/x");
    }

    @Test
    void aPageIsShortAndExplained() {
        ListingQuery rows = filters("/sites/x?show=main").rows();

        assertThat(rows.limit()).isEqualTo(Filters.ROWS);
        assertThat(rows.explain()).isTrue();
        assertThat(rows.mainNumber()).isEqualTo(Optional.of(true));
    }

    @Test
    void theNextPageHasTheSameFilters() {
        assertThat(filters("/sites/x?status=ACTIVE&after=%2B442079460000").addressAfter("/sites/x", "+442079460100"))
                .isEqualTo("/sites/x?status=ACTIVE&after=%2B442079460100");
    }

    private static Filters filters(String address) {
        return Filters.ofSite(
                new NettyHttpParameters(new QueryStringDecoder(address).parameters(), ConversionService.SHARED, null));
    }
}
