package io.ringfence.topology;

import java.util.Set;

/** The stores, by name. */
public final class StoreNames {
    /** Numbers half: what is remembered of each number, by phone number. */
    public static final String NUMBERS = "numbers";

    /** Numbers half: the requests of the dedupe window, by number and request id. */
    public static final String REQUESTS = "requests";

    /** Numbers half: the numbers that cool off, by date. */
    public static final String COOLING_OFF = "cooling-off";

    /** Numbers half: the numbers whose claim has no answer yet, by phone number. */
    public static final String PENDING_CLAIMS = "pending-claims";

    /** Sites half: the numbers of each site, by {@link SiteKey}. */
    public static final String SITE_NUMBERS = "site-numbers";

    /** Sites half: the counts of each site, by site id. */
    public static final String SITES = "sites";

    /** Sites half: the main number of each party at a site, by {@link SiteKey}. */
    public static final String MAIN_NUMBERS = "main-numbers";

    /** Sites half: what orders look for at their sites, and when orders are to be forgotten. */
    public static final String SITE_INDEX = "site-index";

    /** Sites half: what was ordered, by {@link SiteKey}, and what it came to. */
    public static final String ORDERS = "orders";

    /** Sites half: orders whose party has another one in progress, by {@link SiteKey}, in the order that they came. */
    public static final String WAITING_ORDERS = "waiting-orders";

    /** Sites half: the order that is carried out for a party, by {@link SiteKey}. */
    public static final String ORDERS_IN_PROGRESS = "orders-in-progress";

    /** Sites half: what is remembered of each number of the orders in progress, by {@link SiteKey}. */
    public static final String ORDER_PICKS = "order-picks";

    /** Sites half: the numbers that orders in progress have picked, by {@link SiteKey}; values are keys of parties. */
    public static final String PICKS = "picks";

    /** Numbers half: how far each input has gone into the state, by topic. */
    public static final String NUMBER_POSITIONS = "number-positions";

    /** What takes orders to their sites: how far it is, by topic. */
    public static final String ORDER_POSITIONS = "order-positions";

    /** Sites half: how far each input has gone into the state, by topic. */
    public static final String SITE_POSITIONS = "site-positions";

    /** Those of the stores that say how far inputs have gone; each sub-topology has one. */
    public static final Set<String> POSITIONS = Set.of(NUMBER_POSITIONS, ORDER_POSITIONS, SITE_POSITIONS);

    /** Numbers half: answers and orders' requests that only a newer release can carry out, by number and offset. */
    public static final String NUMBER_HOPS_SET_ASIDE = "number-hops-set-aside";

    /** Sites half: events that only a newer release can carry out, by {@link SiteKey} and offset. */
    public static final String SITE_EVENTS_SET_ASIDE = "site-events-set-aside";

    private StoreNames() {}
}
