package io.ringfence.support.model;

import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What sites know, by what has reached them so far. */
public final class ModelSites {
    private final Map<String, PhoneNumber> numbers = new TreeMap<>();
    private final Map<PartyAtSite, String> mainNumbers = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    /** A party at a site, whatever its name. */
    public record PartyAtSite(String siteId, String party) {
        public static PartyAtSite of(String siteId, Party party) {
            return new PartyAtSite(siteId, party.type() + " " + party.id());
        }
    }

    /** Takes in an event of a site; the first claim of a party has it until a change of its number says otherwise. */
    public void follow(String siteId, NumberEvent event) {
        if (event instanceof MainNumberClaim claim) {
            numbers.put(key(siteId, claim.phoneNumber()), claim.number());
            mainNumbers.putIfAbsent(PartyAtSite.of(siteId, claim.party()), claim.phoneNumber());
        } else if (event instanceof ChangeAbandoned abandoned) {
            numbers.put(key(siteId, abandoned.phoneNumber()), abandoned.number());
            free(siteId, abandoned.phoneNumber());
        } else if (event instanceof StateChange change) {
            known.add(siteId);
            free(siteId, change.phoneNumber());
            PhoneNumber after = change.after();
            if (after == null) {
                numbers.remove(key(siteId, change.phoneNumber()));
            } else {
                numbers.put(key(siteId, change.phoneNumber()), after);
            }
            if (after != null && after.mainNumber() && after.allocatedTo() != null) {
                mainNumbers.put(PartyAtSite.of(siteId, after.allocatedTo()), change.phoneNumber());
            }
        }
    }

    private void free(String siteId, String phoneNumber) {
        mainNumbers
                .entrySet()
                .removeIf(held ->
                        held.getKey().siteId().equals(siteId) && held.getValue().equals(phoneNumber));
    }

    /** Whether a site ever had a number. */
    public boolean isKnown(String siteId) {
        return known.contains(siteId);
    }

    /** The number that is the party's main number or is about to be; null when none is. */
    public String mainNumberOf(PartyAtSite party) {
        return mainNumbers.get(party);
    }

    /** The number as its site knows it; null when it is not there. */
    public PhoneNumber number(String siteId, String phoneNumber) {
        return numbers.get(key(siteId, phoneNumber));
    }

    /** The numbers at a site, lowest first. */
    public List<PhoneNumber> at(String siteId) {
        return numbers.values().stream()
                .filter(number -> number.siteId().equals(siteId))
                .toList();
    }

    /** The numbers that a party holds at a site, lowest first. */
    public List<PhoneNumber> heldBy(PartyAtSite party) {
        return at(party.siteId()).stream()
                .filter(number -> number.allocatedTo() != null)
                .filter(number ->
                        PartyAtSite.of(number.siteId(), number.allocatedTo()).equals(party))
                .toList();
    }

    private static String key(String siteId, String phoneNumber) {
        return siteId + " " + phoneNumber;
    }
}
