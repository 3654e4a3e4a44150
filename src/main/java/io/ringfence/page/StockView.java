package io.ringfence.page;

import io.ringfence.domain.SiteStock;
import java.util.Optional;

/** What a site has of numbers, in a line. */
record StockView(SiteStock stock, Times times) {
    String free() {
        return stock.free() == 1 ? "1 free number" : "%,d free numbers".formatted(stock.free());
    }

    boolean isLow() {
        return stock.low();
    }

    /** The next that come back; empty where none do. */
    Optional<String> next() {
        return stock.returning().stream()
                .findFirst()
                .map(next -> (next.count() == 1 ? "1 comes" : "%,d come".formatted(next.count())) + " back after "
                        + times.date(next.date()));
    }
}
