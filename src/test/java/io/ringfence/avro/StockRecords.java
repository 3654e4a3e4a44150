package io.ringfence.avro;

import io.ringfence.domain.Returning;
import io.ringfence.domain.SiteStock;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/** What a record of the topic of sites' stock says. The worker itself reads none. */
public final class StockRecords {
    private StockRecords() {}

    public static SiteStock read(GenericRecord value) {
        Fields stock = Fields.of(value, "SiteStock");
        Map<String, Long> statuses = new TreeMap<>();
        ((Map<?, ?>) value.get("statuses")).forEach((status, count) -> statuses.put(status.toString(), (Long) count));
        return new SiteStock(
                stock.text("siteId"),
                statuses,
                stock.number("locked"),
                stock.number("free"),
                stock.flag("low"),
                stock.records("returning").stream()
                        .map(returning -> Fields.of(returning, "Returning"))
                        .map(returning -> new Returning(returning.date("date"), returning.number("count")))
                        .toList());
    }
}
