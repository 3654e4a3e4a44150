package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.PhoneNumberBuilder;
import io.ringfence.domain.Returning;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.support.model.ModelStock;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.RawStore;
import io.ringfence.support.streams.TopologyFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a release that counts no stock has left is counted, whenever it had the partition. */
class StockBuildTest {
    private static final List<String> SITES = List.of("a", "a.b", "b");

    /** More than can be counted in a tick. */
    private static final int NUMBERS = 3_000;

    private static final int LOW = 5;
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");

    private final Random random = new Random(1);
    private final Map<String, SiteStock> told = new HashMap<>();
    private Instant now = Instant.parse("2026-03-10T12:00:00Z");
    private SubTopologies topologies;

    @BeforeEach
    void start(@TempDir Path directory) {
        topologies = new SubTopologies(directory, Set.of(), now);
    }

    @AfterEach
    void stop() {
        topologies.close();
    }

    @Test
    void whatIsLeftIsCountedWhileNumbersChange() {
        leaveNumbers();
        beOfTheReleaseBefore();
        topologies.restart(now);

        int ticks = 0;
        while (isCounting()) {
            assertThat(told).isEmpty();
            assertThat(orderIndexIsReady()).as("orders wait for it").isTrue();
            SITES.forEach(this::changeAny);
            tick();
            ticks++;
        }

        assertThat(ticks).as("it takes a while").isGreaterThan(1);
        assertToldAsItIs();
        SITES.forEach(this::changeAny);
        assertToldAsItIs();
    }

    @Test
    void goesOnWhereItWas() {
        leaveNumbers();
        beOfTheReleaseBefore();
        topologies.restart(now);

        int restarts = 0;
        while (isCounting()) {
            tick();
            String mark = mark();
            topologies.restart(now);
            assertThat(mark()).as("after a restart").isEqualTo(mark);
            SITES.forEach(this::changeAny);
            restarts++;
        }

        assertThat(restarts).isGreaterThan(1);
        assertToldAsItIs();
    }

    /** Of a lock it says nothing in the counts, and the dates it leaves as they were. */
    @Test
    void whatHappenedUnderAnEarlierReleaseInBetweenIsMadeUpFor() {
        leaveNumbers();
        SITES.forEach(this::changeAny);
        waitUntilCounted();
        assertToldAsItIs();

        KeyValueStore<String, PhoneNumber> rows = topologies.store(StateStores.SITE_NUMBERS.name());
        rows("a").values().stream()
                .filter(row -> !row.locked())
                .limit(50)
                .forEach(row -> rows.put(SiteKey.number("a", row.phoneNumber()), row.withLocked(true)));
        rows("b").values().stream()
                .filter(row -> row.status() == Status.COOLDOWN)
                .forEach(row ->
                        rows.put(SiteKey.number("b", row.phoneNumber()), row.withCoolingOffDate(TODAY.plusDays(99))));
        notePositionOfTheReleaseBefore();
        topologies.restart(now);

        assertThat(returning("a")).as("what it does not know").isEmpty();
        changeAny("a");
        topologies.restart(now);
        assertThat(isCounting()).as("after a first event, and a crash").isTrue();
        waitUntilCounted();
        assertToldAsItIs();
        assertThat(returning("b").orElseThrow()).extracting(Returning::date).containsExactly(TODAY.plusDays(99));
    }

    /** It takes no event: what it finds is what it left. */
    @Test
    void isNotCountedAnewByTheReleaseThatHasCounted() {
        leaveNumbers();
        beOfTheReleaseBefore();
        topologies.restart(now);
        waitUntilCounted();

        topologies.restart(now);

        assertThat(isCounting()).isFalse();
    }

    @Test
    void whatANewerReleaseIsAtIsCountedAnew() {
        leaveNumbers();
        SITES.forEach(this::changeAny);
        waitUntilCounted();
        topologies.<byte[]>store(StateStores.SITE_INDEX.name()).put("K", TopologyFixture.bytes("RIPENING x"));

        topologies.restart(now);

        assertThat(isCounting()).isTrue();
        waitUntilCounted();
        assertToldAsItIs();
    }

    @Test
    void newSiteNeedsNoCounting() {
        change(number("a", 0), Action.PROVISION, Status.AVAILABLE, false);

        assertThat(isCounting()).isFalse();
        assertToldAsItIs();
    }

    private boolean isCounting() {
        return returning("a").isEmpty();
    }

    private Optional<List<Returning>> returning(String siteId) {
        return ReturnDates.next(
                siteId,
                topologies.store(StateStores.SITE_INDEX.name()),
                topologies.store(StateStores.SITE_POSITIONS.name()));
    }

    private boolean orderIndexIsReady() {
        return IndexBuild.isDone(topologies.store(StateStores.SITE_INDEX.name()));
    }

    private String mark() {
        return new String(
                topologies.<byte[]>store(StateStores.SITE_INDEX.name()).get("K"));
    }

    private void waitUntilCounted() {
        for (int ticks = 0; isCounting(); ticks++) {
            assertThat(ticks).as("ticks without an end").isLessThan(1_000);
            tick();
        }
    }

    private void tick() {
        now = now.plus(IndexBuild.TICK);
        topologies.tick(IndexBuild.TICK);
        topologies.stocks().forEach(stock -> told.put(stock.siteId(), stock));
    }

    private void assertToldAsItIs() {
        for (int i = 0; i < SITES.size(); i++) {
            now = now.plus(StockReport.TICK);
            topologies.tick(StockReport.TICK);
        }
        topologies.stocks().forEach(stock -> told.put(stock.siteId(), stock));
        assertThat(told.values()).allSatisfy(stock -> assertThat(stock)
                .isEqualTo(ModelStock.of(stock.siteId(), rows(stock.siteId()).values(), LOW)));
        assertThat(told.keySet()).isEqualTo(known());
    }

    private Set<String> known() {
        Map<String, SiteCounts> sites = new HashMap<>();
        try (KeyValueIterator<String, SiteCounts> all =
                topologies.<SiteCounts>store(StateStores.SITES.name()).all()) {
            all.forEachRemaining(site -> sites.put(site.key, site.value));
        }
        return sites.keySet();
    }

    private TreeMap<String, PhoneNumber> rows(String siteId) {
        TreeMap<String, PhoneNumber> rows = new TreeMap<>();
        try (KeyValueIterator<String, PhoneNumber> all = topologies
                .<PhoneNumber>store(StateStores.SITE_NUMBERS.name())
                .prefixScan(SiteKey.prefix(siteId), new StringSerializer())) {
            all.forEachRemaining(row -> rows.put(row.key, row.value));
        }
        return rows;
    }

    /** Fills the stores: what decides would take minutes. */
    private void leaveNumbers() {
        // A task that has taken nothing cannot be started again on what it left.
        topologies.deliver(topologies.wire(Requests.provision("+442079469999").withSiteId("a")), now).stream()
                .filter(wire -> wire.topic().equals(Topics.SITE_EVENTS))
                .forEach(wire -> topologies.deliver(wire, now));
        KeyValueStore<String, PhoneNumber> rows = topologies.store(StateStores.SITE_NUMBERS.name());
        Map<String, List<PhoneNumber>> bySite =
                new TreeMap<>(Map.of("a", new ArrayList<>(rows("a").values())));
        for (int i = 0; i < NUMBERS; i++) {
            PhoneNumber number = number(SITES.get(i % SITES.size()), i);
            rows.put(SiteKey.number(number.siteId(), number.phoneNumber()), number);
            bySite.computeIfAbsent(number.siteId(), site -> new ArrayList<>()).add(number);
        }
        bySite.forEach((site, numbers) -> topologies
                .<SiteCounts>store(StateStores.SITES.name())
                .put(site, new SiteCounts(ModelStock.of(site, numbers, LOW).statuses(), 0, 0)));
        beOfTheReleaseBefore();
        topologies.restart(now);
    }

    private static String phoneNumber(int index) {
        return "+44207946%04d".formatted(index);
    }

    private PhoneNumber number(String siteId, int index) {
        Status status =
                List.of(Status.AVAILABLE, Status.COOLDOWN, Status.ACTIVE).get(random.nextInt(3));
        return PhoneNumberBuilder.builder()
                .phoneNumber(phoneNumber(index))
                .siteId(siteId)
                .details(new NumberDetails(
                        random.nextInt(4) == 0 ? NumberKind.IVR : NumberKind.DIRECT, null, null, null))
                .status(status)
                .allocatedTo(status == Status.ACTIVE ? Requests.ACORN : null)
                .coolingOffDate(status == Status.COOLDOWN ? TODAY.plusDays(random.nextInt(40)) : null)
                .mainNumber(random.nextInt(20) == 0)
                .locked(random.nextInt(5) == 0)
                .version(1)
                .updatedAt(now)
                .build();
    }

    private void changeAny(String siteId) {
        KeyValueStore<String, PhoneNumber> rows = topologies.store(StateStores.SITE_NUMBERS.name());
        for (int i = 0; i < 20; i++) {
            int index = random.nextInt(NUMBERS / SITES.size()) * SITES.size() + SITES.indexOf(siteId);
            Optional.ofNullable(rows.get(SiteKey.number(siteId, phoneNumber(index))))
                    .ifPresent(row -> change(
                            row,
                            Action.UNLOCK,
                            random.nextBoolean() ? Status.AVAILABLE : Status.COOLDOWN,
                            random.nextBoolean()));
        }
    }

    /** Has the site hear of a change of a number, whatever may be asked for. */
    private void change(PhoneNumber number, Action action, Status status, boolean locked) {
        KeyValueStore<String, PhoneNumber> rows = topologies.store(StateStores.SITE_NUMBERS.name());
        PhoneNumber row = Optional.ofNullable(rows.get(SiteKey.number(number.siteId(), number.phoneNumber())))
                .orElse(number.withVersion(0));
        boolean withdrawn = action != Action.PROVISION && random.nextInt(10) == 0;
        PhoneNumber after = row.with(changed -> changed.status(status)
                .locked(locked)
                .allocatedTo(null)
                .coolingOffDate(status == Status.COOLDOWN ? TODAY.plusDays(random.nextInt(40)) : null)
                .version(row.version() + 1));
        topologies.deliver(
                topologies.wire(new StateChange(
                        UUID.randomUUID(),
                        row.phoneNumber(),
                        row.siteId(),
                        action,
                        "test",
                        after.version(),
                        now,
                        row,
                        withdrawn ? null : after)),
                now);
    }

    /** It had neither dates nor counts but by status, told nobody, and noted no generation. */
    private void beOfTheReleaseBefore() {
        delete(StateStores.SITE_INDEX, key -> List.of("K", "R", "T").contains(key.substring(0, 1)));
        KeyValueStore<Bytes, byte[]> sites = raw(StateStores.SITES);
        Map<String, SiteCounts> counts = new HashMap<>();
        try (KeyValueIterator<String, SiteCounts> all =
                topologies.<SiteCounts>store(StateStores.SITES.name()).all()) {
            all.forEachRemaining(site -> counts.put(site.key, site.value));
        }
        counts.forEach((site, count) -> sites.put(
                Bytes.wrap(TopologyFixture.bytes(site)), topologies.encoded(countsOfTheReleaseBefore(count))));
        notePositionOfTheReleaseBefore();
    }

    private void notePositionOfTheReleaseBefore() {
        KeyValueStore<Bytes, byte[]> positions = raw(StateStores.SITE_POSITIONS);
        entries(positions).forEach(entry -> positions.put(entry.key, Arrays.copyOf(entry.value, 3 * Long.BYTES)));
    }

    private static GenericRecord countsOfTheReleaseBefore(SiteCounts counts) {
        try {
            Schema schema = new Schema.Parser()
                    .parse(Path.of("schemas", "history", "SiteCounts", "1.avsc").toFile());
            return new GenericRecordBuilder(schema)
                    .set("statuses", counts.symbols())
                    .build();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void delete(StoreDeclaration<?, ?> store, Predicate<String> which) {
        KeyValueStore<Bytes, byte[]> raw = raw(store);
        entries(raw).stream()
                .filter(entry -> which.test(new String(entry.key.get())))
                .forEach(entry -> raw.delete(entry.key));
    }

    private static List<KeyValue<Bytes, byte[]>> entries(KeyValueStore<Bytes, byte[]> store) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entries::add);
        }
        return entries;
    }

    private KeyValueStore<Bytes, byte[]> raw(StoreDeclaration<?, ?> store) {
        StateStore of = (StateStore) topologies.store(store.name());
        of.flush();
        return RawStore.innermost(of);
    }
}
