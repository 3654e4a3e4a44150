package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.Status;
import io.ringfence.support.model.ModelNumbers;
import io.ringfence.support.model.ModelSites.PartyAtSite;
import io.ringfence.support.model.ModelStock;
import io.ringfence.support.property.World;
import io.ringfence.support.streams.Stores;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;

/** What the stores hold of a world in which nothing goes on any more. */
final class AtRest {
    private static final List<String> OF_WHAT_GOES_ON = List.of(
            StateStores.WAITING_ORDERS.name(),
            StateStores.ORDERS_IN_PROGRESS.name(),
            StateStores.ORDER_PICKS.name(),
            StateStores.PICKS.name(),
            StateStores.GRANTED_SERVICES.name());

    static final int STOCK_LOW = 5;

    private AtRest() {}

    /**
     * @param told of sites' stock since the world began, the last of each site being what counts
     */
    static void assertNothingIsLeft(
            Stores stores,
            World world,
            ModelNumbers numbers,
            Map<PartyAtSite, String> mainNumbers,
            List<SiteStock> told) {
        Map<String, SiteStock> stocks = new HashMap<>();
        told.forEach(stock -> stocks.put(stock.siteId(), stock));
        for (String number : world.numbers()) {
            NumberEntry entry =
                    stores.<NumberEntry>store(StateStores.NUMBERS.name()).get(number);
            assertThat(entry.pending()).as("pending at %s", number).isNull();
            assertThat(entry.number()).as("state of %s", number).isEqualTo(numbers.number(number));
        }
        for (String site : world.sites()) {
            OF_WHAT_GOES_ON.forEach(
                    store -> assertThat(of(site, store, stores)).as(store).isEmpty());
            List<PhoneNumber> atSite = numbers.at(site);
            assertThat(List.copyOf(
                            of(site, StateStores.SITE_NUMBERS.name(), stores).values()))
                    .as("listing of %s", site)
                    .isEqualTo(atSite);
            assertIndexed(stores, site, atSite);
            assertThat(stores.<SiteCounts>store(StateStores.SITES.name())
                            .get(site)
                            .statuses())
                    .as("counts of %s", site)
                    .isEqualTo(
                            atSite.stream().collect(Collectors.groupingBy(PhoneNumber::status, Collectors.counting())));
            assertThat(stocks.get(site)).as("stock of %s", site).isEqualTo(ModelStock.of(site, atSite, STOCK_LOW));
            assertThat(of(site, StateStores.MAIN_NUMBERS.name(), stores).values())
                    .as("main numbers of %s", site)
                    .containsExactlyInAnyOrderElementsOf(mainNumbers.entrySet().stream()
                            .filter(held -> held.getKey().siteId().equals(site))
                            .map(Map.Entry::getValue)
                            .toList());
        }
    }

    /** Those that are free, or cool off until they will be, and those of each party, with how many are in service. */
    private static Map<String, Long> index(String site, List<PhoneNumber> numbers) {
        Map<String, Long> index = new TreeMap<>();
        for (PhoneNumber number : numbers) {
            boolean ofUse = number.details().kind() == NumberKind.DIRECT && !number.locked();
            String free = (number.mainNumber() ? "M" : "F") + site + "\0" + number.phoneNumber();
            if (ofUse && number.status() == Status.AVAILABLE) {
                index.put(free, 1L);
            } else if (ofUse && number.status() == Status.COOLDOWN) {
                String day = "%08x".formatted(number.coolingOffDate().toEpochDay() + 0x8000_0000L);
                index.put("C" + site + "\0" + day + "\0" + number.phoneNumber(), 1L);
            }
            if (number.allocatedTo() != null) {
                String party = "%s\0%d\0%s\0"
                        .formatted(
                                number.allocatedTo().type(),
                                number.allocatedTo().id().length(),
                                number.allocatedTo().id());
                index.put("H" + party + site + "\0" + number.phoneNumber(), 1L);
                if (number.status() == Status.ACTIVE || number.status() == Status.ASSIGNED) {
                    index.merge("S" + party + site, 1L, Long::sum);
                }
            }
        }
        return index;
    }

    private static Map<String, Long> indexOf(String site, Stores stores) {
        Map<String, Long> found = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> entries =
                stores.<byte[]>store(StateStores.SITE_INDEX.name()).all()) {
            entries.forEachRemaining(entry -> {
                String key = entry.key;
                boolean ofParty = key.contains("\0" + site + "\0") || key.endsWith("\0" + site);
                boolean ofSite = key.startsWith(site + "\0", 1);
                if ((ofParty && (key.startsWith("H") || key.startsWith("S")))
                        || (ofSite
                                && (key.startsWith("F")
                                        || key.startsWith("M")
                                        || key.startsWith("C")
                                        || key.startsWith("P")))) {
                    byte[] value = entry.value;
                    found.put(
                            key,
                            value.length == 1
                                    ? value[0]
                                    : ByteBuffer.wrap(value).getLong());
                }
            });
        }
        return found;
    }

    /** What orders look for can be found, and nothing else; of traces, none is left. */
    static void assertIndexed(Stores stores, String site, List<PhoneNumber> numbers) {
        assertThat(indexOf(site, stores)).as("index of %s", site).isEqualTo(index(site, numbers));
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
