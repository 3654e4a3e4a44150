package io.ringfence.support.property;

import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A few sites, parties and numbers with names that no other world uses: starting a topology costs far more than a try,
 * so that one has to serve many.
 */
public final class World {
    static final int SITES = 2;
    static final int NUMBERS = 8;
    static final int PARTIES = 3;

    private static final List<Party> ALL_PARTIES = List.of(
            new Party(PartyType.OCCUPIER, "acorn", "Acorn Analytics"),
            new Party(PartyType.OPERATOR, "acorn", "Same id, another party"),
            new Party(PartyType.OCCUPIER, "bluebell", "Bluebell Books"));

    private final int id;
    private int ids;

    World(int id) {
        this.id = id;
    }

    /** One's name begins with the other's. */
    String site(int index) {
        return "site-" + id + (index % SITES == 0 ? "" : ".east");
    }

    String unknownSite() {
        return "atlantis-" + id;
    }

    String number(int index) {
        return "+4420%06d%02d".formatted(id, index);
    }

    public List<String> numbers() {
        return IntStream.range(0, NUMBERS).mapToObj(this::number).toList();
    }

    public List<String> sites() {
        return IntStream.range(0, SITES).mapToObj(this::site).toList();
    }

    public boolean has(String phoneNumber) {
        return numbers().contains(phoneNumber);
    }

    public static Party party(int index) {
        return ALL_PARTIES.get(index % PARTIES);
    }

    /** The last is no direct one. */
    static NumberDetails details(int index) {
        boolean direct = index < NUMBERS - 1;
        return new NumberDetails(
                direct ? NumberKind.DIRECT : NumberKind.HUNT_GROUP, "10%02d".formatted(index), "Strand", null);
    }

    UUID nextId() {
        return new UUID(id, ids++);
    }
}
