package io.ringfence.topology;

import io.ringfence.avro.AvroType;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.OrderProgress;
import io.ringfence.domain.PartyServices;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Pick;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.VoiceServiceOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;

/** Every store, by the sub-topology that has it. One declaration for the topology, for start-up and for queries. */
public final class StateStores {
    /** What is remembered of each number, by phone number. */
    public static final StoreDeclaration<String, NumberEntry> NUMBERS =
            StoreDeclaration.of("numbers", AvroType.NUMBER_ENTRY);

    /** The requests of the dedupe window, by number and request id: a window store, which {@link DedupeStore} reads. */
    public static final String REQUESTS = "requests";

    /** The numbers that cool off, by date. */
    static final StoreDeclaration<Bytes, byte[]> COOLING_OFF =
            StoreDeclaration.of("cooling-off", Serdes.Bytes(), Serdes.ByteArray());

    /** The numbers with a change in progress, by phone number; values are the traces of what waits. */
    static final StoreDeclaration<String, byte[]> PENDING_CHANGES =
            StoreDeclaration.of("pending-claims", Serdes.ByteArray());

    /** The parties of which the sites have to be asked, by {@link SiteKey}. */
    public static final StoreDeclaration<String, byte[]> LIMITED_PARTIES =
            StoreDeclaration.of("limited-parties", Serdes.ByteArray());

    /** Answers and orders' requests that only a newer release can carry out, by number and offset. */
    static final StoreDeclaration<String, byte[]> NUMBER_HOPS_SET_ASIDE = setAside("number-hops-set-aside");

    /** How far each input has gone into the state, by topic. */
    static final StoreDeclaration<String, Position> NUMBER_POSITIONS = positions("number-positions");

    /** Of the numbers, {@link #REQUESTS} and positions aside. */
    static final List<StoreDeclaration<?, ?>> OF_NUMBERS =
            List.of(NUMBERS, COOLING_OFF, PENDING_CHANGES, LIMITED_PARTIES, NUMBER_HOPS_SET_ASIDE);

    /** How far what takes orders to their sites is, by topic. */
    public static final StoreDeclaration<String, Position> ORDER_POSITIONS = positions("order-positions");

    /** The numbers of each site, by {@link SiteKey}. */
    public static final StoreDeclaration<String, PhoneNumber> SITE_NUMBERS =
            StoreDeclaration.of("site-numbers", AvroType.LISTED_NUMBER);

    /** The counts of each site, by site id. Cached: a handful of keys change with almost every event. */
    public static final StoreDeclaration<String, SiteCounts> SITES =
            StoreDeclaration.of("sites", AvroType.SITE_COUNTS).withCaching();

    /** The main number of each party at a site, by {@link SiteKey}. */
    public static final StoreDeclaration<String, String> MAIN_NUMBERS =
            StoreDeclaration.of("main-numbers", Serdes.String());

    /** What each party is entitled to at a site, by {@link SiteKey}. */
    public static final StoreDeclaration<String, PartyServices> ENTITLEMENTS =
            StoreDeclaration.of("entitlements", AvroType.PARTY_SERVICES);

    /** The numbers whose change in progress was granted a voice service, by {@link SiteKey}; values are keys of parties. */
    static final StoreDeclaration<String, String> GRANTED_SERVICES =
            StoreDeclaration.of("granted-services", Serdes.String());

    /**
     * What orders look for at their sites, when orders are to be forgotten and which traces they belong to, and the stock of
     * sites beyond their counts.
     */
    public static final StoreDeclaration<String, byte[]> SITE_INDEX =
            StoreDeclaration.of("site-index", Serdes.ByteArray());

    /** What was ordered, by {@link SiteKey}, and what it came to: an outcome names every number that its order gave or took. */
    public static final StoreDeclaration<String, byte[]> ORDERS =
            StoreDeclaration.of("orders", Serdes.ByteArray()).withLargeValues();

    /** Orders whose party has another one in progress, by {@link SiteKey}, in the order that they came. */
    static final StoreDeclaration<String, VoiceServiceOrder> WAITING_ORDERS =
            StoreDeclaration.of("waiting-orders", AvroType.WAITING_ORDER);

    /** The order that is carried out for a party, by {@link SiteKey}. Cached: changes with each of the order's numbers. */
    static final StoreDeclaration<String, OrderProgress> ORDERS_IN_PROGRESS =
            StoreDeclaration.of("orders-in-progress", AvroType.ORDER_PROGRESS).withCaching();

    /**
     * What is remembered of each number of the orders in progress, by {@link SiteKey}. Cached: a number of a small order is
     * picked, changed and forgotten between two commits.
     */
    static final StoreDeclaration<String, Pick> ORDER_PICKS =
            StoreDeclaration.of("order-picks", AvroType.PICK).withCaching();

    /** The numbers that orders in progress have picked, by {@link SiteKey}; values are keys of parties. */
    public static final StoreDeclaration<String, String> PICKS = StoreDeclaration.of("picks", Serdes.String());

    /** Events that only a newer release can carry out, by {@link SiteKey} and offset. */
    static final StoreDeclaration<String, byte[]> SITE_EVENTS_SET_ASIDE = setAside("site-events-set-aside");

    /** How far each input has gone into the state, by topic. */
    public static final StoreDeclaration<String, Position> SITE_POSITIONS = positions("site-positions");

    /** Of the sites, positions aside. */
    static final List<StoreDeclaration<?, ?>> OF_SITES = List.of(
            SITE_NUMBERS,
            SITES,
            SITE_INDEX,
            MAIN_NUMBERS,
            ENTITLEMENTS,
            GRANTED_SERVICES,
            ORDERS,
            WAITING_ORDERS,
            ORDERS_IN_PROGRESS,
            ORDER_PICKS,
            PICKS,
            SITE_EVENTS_SET_ASIDE);

    /** The names of those that say how far inputs have gone; each sub-topology has one. */
    public static final Set<String> POSITIONS =
            Set.of(NUMBER_POSITIONS.name(), ORDER_POSITIONS.name(), SITE_POSITIONS.name());

    /** The smallest that brokers take. */
    private static final int POSITIONS_SEGMENT_BYTES = 1024 * 1024;

    /** Those that hold what has been begun and has no outcome yet. */
    public static final List<StoreDeclaration<?, ?>> OF_WHAT_IS_OPEN =
            List.of(PENDING_CHANGES, NUMBER_HOPS_SET_ASIDE, WAITING_ORDERS, ORDERS_IN_PROGRESS, SITE_EVENTS_SET_ASIDE);

    private StateStores() {}

    /** All of them, {@link #REQUESTS} and positions aside. */
    public static List<StoreDeclaration<?, ?>> all() {
        return Stream.of(OF_NUMBERS, OF_SITES).flatMap(List::stream).toList();
    }

    /** Empty, but for the time in which two releases work side by side. */
    private static StoreDeclaration<String, byte[]> setAside(String name) {
        return StoreDeclaration.of(name, Serdes.ByteArray()).withLargeValues();
    }

    /** Cached, and in small segments: changes with every record, and at a start is read from its beginning. */
    private static StoreDeclaration<String, Position> positions(String name) {
        return StoreDeclaration.of(name, Position.serde())
                .withCaching()
                .withChangelog(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(POSITIONS_SEGMENT_BYTES));
    }
}
