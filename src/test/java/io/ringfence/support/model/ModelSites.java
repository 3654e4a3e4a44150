package io.ringfence.support.model;

import io.ringfence.domain.Action;
import io.ringfence.domain.ChangeAbandoned;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.Objection;
import io.ringfence.domain.Party;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Question;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** What sites know, by what has reached them so far. */
public final class ModelSites {
    private final Map<String, PhoneNumber> numbers = new TreeMap<>();
    private final Map<PartyAtSite, String> mainNumbers = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Map<PartyAtSite, Integer> entitled = new HashMap<>();
    private final Set<PartyAtSite> announced = new HashSet<>();
    private final Map<String, PartyAtSite> granted = new HashMap<>();

    /** A party at a site, whatever its name. */
    public record PartyAtSite(String siteId, String party) {
        public static PartyAtSite of(String siteId, Party party) {
            return new PartyAtSite(siteId, party.type() + " " + party.id());
        }
    }

    /** Takes in an event of a site; the first claim of a party has it until a change of its number says otherwise. */
    public void follow(String siteId, NumberEvent event) {
        if (event instanceof PendingChange change) {
            grant(siteId, change);
            numbers.put(key(siteId, change.phoneNumber()), change.number());
        } else if (event instanceof ChangeAbandoned abandoned) {
            numbers.put(key(siteId, abandoned.phoneNumber()), abandoned.number());
            free(siteId, abandoned.phoneNumber());
            keep(abandoned.number());
        } else if (event instanceof StateChange change) {
            known.add(siteId);
            free(siteId, change.phoneNumber());
            PhoneNumber after = change.after();
            if (after == null) {
                numbers.remove(key(siteId, change.phoneNumber()));
            } else {
                numbers.put(key(siteId, change.phoneNumber()), after);
            }
            if (after != null) {
                keep(after);
            }
        }
    }

    private void keep(PhoneNumber number) {
        if (number.mainNumber() && number.allocatedTo() != null) {
            mainNumbers.put(PartyAtSite.of(number.siteId(), number.allocatedTo()), number.phoneNumber());
        }
    }

    private void grant(String siteId, PendingChange change) {
        if (change.question() == Question.MAIN_NUMBER) {
            mainNumbers.putIfAbsent(PartyAtSite.of(siteId, change.party()), change.phoneNumber());
        } else if (change.question() == Question.ENTITLEMENT && objection(siteId, change) == null) {
            granted.put(key(siteId, change.phoneNumber()), PartyAtSite.of(siteId, change.party()));
        } else if (isBeingActivated(change)) {
            granted.put(
                    key(siteId, change.phoneNumber()),
                    PartyAtSite.of(siteId, change.number().allocatedTo()));
        }
    }

    /** It will be in service, whether its site was asked or not. */
    public static boolean isBeingActivated(PendingChange change) {
        return change.question() == Question.FULFILMENT
                && change.number().changeInProgress().action() == Action.ACTIVATE;
    }

    /** What its site says to a change in progress; null where it grants it. */
    public Objection objection(String siteId, PendingChange change) {
        PartyAtSite party = PartyAtSite.of(siteId, change.party());
        if (change.question() == Question.MAIN_NUMBER) {
            String holder = mainNumbers.get(party);
            return holder == null || holder.equals(change.phoneNumber()) ? null : new Objection.MainNumberHeld(holder);
        }
        boolean refused = limit(party).isPresent()
                && !granted.containsKey(key(siteId, change.phoneNumber()))
                && inUse(party) >= limit(party).getAsInt();
        return refused ? new Objection.NotEntitled(limit(party).getAsInt()) : null;
    }

    /** How many more numbers a party could put into service; empty where that is not limited. */
    public OptionalInt left(PartyAtSite party) {
        return limit(party).isPresent()
                ? OptionalInt.of((int) (limit(party).getAsInt() - inUse(party)))
                : OptionalInt.empty();
    }

    private long inUse(PartyAtSite party) {
        long inService = heldBy(party).stream()
                .filter(number -> number.status() == Status.ACTIVE || number.status() == Status.ASSIGNED)
                .count();
        return inService + granted.values().stream().filter(party::equals).count();
    }

    /** Takes in what a party is entitled to. Returns whether the owners of numbers have to be told. */
    public boolean follow(EntitlementChange change) {
        PartyAtSite party = PartyAtSite.of(change.siteId(), change.party());
        if (change.voiceServices().isPresent()) {
            entitled.put(party, change.voiceServices().getAsInt());
        } else {
            entitled.remove(party);
        }
        return change.voiceServices().isPresent() && !announced.contains(party);
    }

    /** The owners of numbers have taken note. */
    public void acknowledged(PartyAtSite party) {
        announced.add(party);
    }

    /** How many numbers of the party may be in service; empty where that is not limited, or not yet. */
    public OptionalInt limit(PartyAtSite party) {
        Integer services = announced.contains(party) ? entitled.get(party) : null;
        return services == null ? OptionalInt.empty() : OptionalInt.of(services);
    }

    private void free(String siteId, String phoneNumber) {
        granted.remove(key(siteId, phoneNumber));
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
