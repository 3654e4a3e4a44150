package io.ringfence.topology;

import io.ringfence.domain.Pick;
import io.ringfence.domain.Rules;
import io.ringfence.domain.SiteView;
import java.time.Instant;

/** The sites of one partition as orders see them, and what orders have picked there. */
final class Sites {
    private static final int ADMITTED_AT_ONCE = 1_000;

    private final Rules rules;
    private final SiteListing listing;
    private final IndexBuild build;
    private final SiteIndex index;
    private final Picks picks;
    private final KnownParties parties;

    Sites(Rules rules, SiteListing listing, IndexBuild build, SiteIndex index, Picks picks, KnownParties parties) {
        this.rules = rules;
        this.listing = listing;
        this.build = build;
        this.index = index;
        this.picks = picks;
        this.parties = parties;
    }

    /** Whether a site ever had a number. */
    boolean isKnown(String siteId) {
        return listing.isKnown(siteId);
    }

    /** Whether what orders look for can be found. */
    boolean areIndexed() {
        return build.isReady();
    }

    /** Counts the site's numbers that have cooled off by now as free; returns whether that were all. */
    boolean admitCooledOff(String siteId, Instant now) {
        return index.admitCooledOff(
                siteId, rules.today(now), number -> listing.number(siteId, number), ADMITTED_AT_ONCE);
    }

    SiteView view(String siteId) {
        return new StoredSite(siteId, listing, index, parties, picks);
    }

    Picks picks() {
        return picks;
    }

    void pick(String party, String siteId, Pick pick, Instant now) {
        Picks.Effect effect = picks.put(party, SiteKey.number(siteId, pick.phoneNumber()), pick);
        follow(effect, siteId, pick.phoneNumber(), now);
    }

    void release(String party, String siteId, String phoneNumber, Instant now) {
        follow(picks.remove(party, SiteKey.number(siteId, phoneNumber), phoneNumber), siteId, phoneNumber, now);
    }

    private void follow(Picks.Effect effect, String siteId, String phoneNumber, Instant now) {
        switch (effect) {
            case PICKED -> listing.number(siteId, phoneNumber).ifPresent(index::picked);
            case RELEASED ->
                listing.number(siteId, phoneNumber).ifPresent(row -> index.released(row, rules.today(now)));
            case NONE -> {
                // It is to others what it was.
            }
        }
    }
}
