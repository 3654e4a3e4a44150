package io.ringfence.embedded;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Kind;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The requests of the sample estate: one operator, its occupiers, three sites, numbers from the ranges that are
 * reserved for fiction.
 */
final class SampleRequests {
    /** A number that the sample leaves available. */
    static final String FREE_NUMBER = "+442079460060";

    private static final Party OPERATOR = new Party(PartyType.OPERATOR, "harbour", "Harbour Workspaces");
    private static final List<Party> OCCUPIERS = List.of(
            new Party(PartyType.OCCUPIER, "acorn", "Acorn Analytics"),
            new Party(PartyType.OCCUPIER, "bluebell", "Bluebell Books"),
            new Party(PartyType.OCCUPIER, "cobalt", "Cobalt Coffee"));
    private static final int NUMBERS_OF_OCCUPIER = 8;

    private record Site(String id, boolean locksOne, List<Range> ranges) {}

    private record Range(String name, String firstNumber, int size, int firstExtension) {
        String number(int index) {
            return "+" + (Long.parseLong(firstNumber.substring(1)) + index);
        }
    }

    private static final List<Site> SITES = List.of(
            new Site(
                    "london-strand",
                    true,
                    List.of(
                            new Range("Strand East", "+442079460000", 50, 1000),
                            new Range("Strand West", "+442079460050", 40, 2000))),
            new Site("manchester-quay", true, List.of(new Range("Quay", "+441614960000", 50, 1000))),
            new Site("new-york-hudson", false, List.of(new Range("Hudson", "+12125550100", 40, 100))));

    private final LocalDate today;
    private final List<ActionRequest> provisioning = new ArrayList<>();
    private final List<ActionRequest> allocation = new ArrayList<>();
    private final List<ActionRequest> activation = new ArrayList<>();
    private final List<ActionRequest> closing = new ArrayList<>();

    SampleRequests(LocalDate today) {
        this.today = today;
    }

    /**
     * In steps, each to be decided before the next: the two input topics have no order between them, and a number whose
     * claim to be a main number is on its way refuses other requests.
     */
    List<List<ActionRequest>> steps() {
        SITES.forEach(this::site);
        return List.of(provisioning, allocation, activation, closing);
    }

    private void site(Site site) {
        site.ranges().forEach(range -> provision(site, range));
        Range range = site.ranges().get(0);
        mainNumber(site, range.number(2), OPERATOR);
        int next = 3;
        for (Party occupier : OCCUPIERS) {
            mainNumber(site, range.number(next), occupier);
            for (int i = 1; i < NUMBERS_OF_OCCUPIER; i++) {
                ordinaryNumber(site, range.number(next + i), occupier, i);
            }
            next += NUMBERS_OF_OCCUPIER;
        }
        add(allocation, site, range.number(next), Action.NOMINATE_MAIN_NUMBER);
        closing.add(
                request(site, range.number(next + 1), Action.START_COOLING_OFF, null, null, today.plusDays(30), null));
        if (site.locksOne()) {
            add(closing, site, range.number(next + 2), Action.LOCK);
        }
    }

    private void provision(Site site, Range range) {
        for (int i = 0; i < range.size(); i++) {
            boolean recycled = i >= range.size() - 2;
            provisioning.add(request(
                    site,
                    range.number(i),
                    Action.PROVISION,
                    null,
                    null,
                    recycled ? today.plusDays(10) : null,
                    new NumberDetails(
                            String.valueOf(range.firstExtension() + i),
                            range.name(),
                            kind(i),
                            i % 20 == 19 ? "Northern Carrier" : null)));
        }
    }

    private static Kind kind(int index) {
        return switch (index) {
            case 0 -> Kind.IVR;
            case 1 -> Kind.HUNT_GROUP;
            default -> Kind.DIRECT;
        };
    }

    private void mainNumber(Site site, String number, Party party) {
        add(allocation, site, number, Action.NOMINATE_MAIN_NUMBER);
        allocate(site, number, party);
        add(activation, site, number, Action.ACTIVATE);
    }

    /** The first stay reserved, the next are active, the others have a user. */
    private void ordinaryNumber(Site site, String number, Party party, int index) {
        allocate(site, number, party);
        if (index > 2) {
            add(activation, site, number, Action.ACTIVATE);
        }
        if (index > 4) {
            String user = "user-" + index + "@" + party.id() + ".example";
            activation.add(request(site, number, Action.ASSIGN_USER, null, user, null, null));
        }
    }

    private void allocate(Site site, String number, Party party) {
        allocation.add(request(site, number, Action.ALLOCATE, party, null, null, null));
    }

    private static void add(List<ActionRequest> step, Site site, String number, Action action) {
        step.add(request(site, number, action, null, null, null, null));
    }

    private static ActionRequest request(
            Site site,
            String number,
            Action action,
            Party allocateTo,
            String userId,
            LocalDate coolingOffDate,
            NumberDetails details) {
        return new ActionRequest(
                action.channel(),
                number,
                id(number, action),
                number,
                site.id(),
                action,
                "sample",
                allocateTo,
                userId,
                coolingOffDate,
                details,
                null);
    }

    /** The same at each load, so that a second one is but a request sent again. */
    private static UUID id(String number, Action action) {
        return UUID.nameUUIDFromBytes(("sample " + number + " " + action).getBytes(StandardCharsets.UTF_8));
    }
}
