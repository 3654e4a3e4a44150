package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.SiteCounts;
import io.ringfence.topology.model.ModelNumbers;
import io.ringfence.topology.model.ModelSites.PartyAtSite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What the stores hold of a world in which nothing goes on any more. */
final class AtRest {
    private static final List<String> OF_WHAT_GOES_ON =
            List.of(StoreNames.WAITING_ORDERS, StoreNames.ORDERS_IN_PROGRESS, StoreNames.PICKS);

    private AtRest() {}

    /** The stores, wherever they are. */
    interface Stores {
        <V> KeyValueStore<String, V> store(String name);
    }

    static void assertNothingIsLeft(
            Stores stores, World world, ModelNumbers numbers, Map<PartyAtSite, String> mainNumbers) {
        for (String number : world.numbers()) {
            NumberEntry entry = stores.<NumberEntry>store(StoreNames.NUMBERS).get(number);
            assertThat(entry.pending()).as("pending at %s", number).isNull();
            assertThat(entry.number()).as("state of %s", number).isEqualTo(numbers.number(number));
        }
        for (String site : world.sites()) {
            OF_WHAT_GOES_ON.forEach(
                    store -> assertThat(of(site, store, stores)).as(store).isEmpty());
            List<PhoneNumber> atSite = numbers.at(site);
            assertThat(List.copyOf(of(site, StoreNames.SITE_NUMBERS, stores).values()))
                    .as("listing of %s", site)
                    .isEqualTo(atSite);
            assertThat(stores.<SiteCounts>store(StoreNames.SITES).get(site).statuses())
                    .as("counts of %s", site)
                    .isEqualTo(
                            atSite.stream().collect(Collectors.groupingBy(PhoneNumber::status, Collectors.counting())));
            assertThat(of(site, StoreNames.MAIN_NUMBERS, stores).values())
                    .as("main numbers of %s", site)
                    .containsExactlyInAnyOrderElementsOf(mainNumbers.entrySet().stream()
                            .filter(held -> held.getKey().siteId().equals(site))
                            .map(Map.Entry::getValue)
                            .toList());
        }
    }

    private static Map<String, Object> of(String site, String store, Stores stores) {
        Map<String, Object> found = new LinkedHashMap<>();
        try (KeyValueIterator<String, Object> entries =
                stores.store(store).prefixScan(SiteKey.prefix(site), new StringSerializer())) {
            entries.forEachRemaining(entry -> found.put(entry.key, entry.value));
        }
        return found;
    }
}
