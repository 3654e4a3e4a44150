package io.ringfence.embedded;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ActionRequestBuilder;
import io.ringfence.domain.NumberDetailsBuilder;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Site;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOrderBuilder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is published for the sample estate: one operator, its occupiers, three sites, numbers from the ranges that are
 * reserved for fiction.
 */
final class Sample {
    /** A number that the sample leaves available. */
    static final String FREE_NUMBER = "+442079460060";

    private static final Party OPERATOR = new Party(PartyType.OPERATOR, "harbour", "Harbour Workspaces");
    private static final List<Party> OCCUPIERS = List.of(
            new Party(PartyType.OCCUPIER, "acorn", "Acorn Analytics"),
            new Party(PartyType.OCCUPIER, "bluebell", "Bluebell Books"),
            new Party(PartyType.OCCUPIER, "cobalt", "Cobalt Coffee"));
    private static final Party NEWCOMER = new Party(PartyType.OCCUPIER, "dune", "Dune Design");
    private static final List<Party> WITHOUT_NUMBERS = List.of(
            new Party(PartyType.OCCUPIER, "elm", "Elm Engineering"),
            new Party(PartyType.OCCUPIER, "fern", "Fern Films"));

    private static final String REQUESTED_BY = "sample";
    private static final int NUMBERS_OF_OCCUPIER = 7;
    private static final int NUMBERS_WITH_A_USER = 3;

    private record Place(String id, String name, String region, String zone, boolean locksOne, List<Range> ranges) {
        /** A number from the end of the site's first range, which no order of the sample reaches. */
        String spare(int index) {
            Range range = ranges.get(0);
            return range.number(range.size() - Range.RECYCLED - 1 - index);
        }
    }

    private record Range(String name, String firstNumber, int size, int firstExtension) {
        private static final int RECYCLED = 2;

        String number(int index) {
            return "+" + (Long.parseLong(firstNumber.substring(1)) + index);
        }
    }

    private static final List<Place> SITES = List.of(
            new Place(
                    "london-strand",
                    "London Strand",
                    "GB",
                    "Europe/London",
                    true,
                    List.of(
                            new Range("Strand East", "+442079460000", 50, 1000),
                            new Range("Strand West", "+442079460050", 40, 2000))),
            new Place(
                    "manchester-quay",
                    "Manchester Quay",
                    "GB",
                    "Europe/London",
                    true,
                    List.of(new Range("Quay", "+441614960000", 50, 1000))),
            new Place(
                    "new-york-hudson",
                    "New York Hudson",
                    "US",
                    "America/New_York",
                    false,
                    List.of(new Range("Hudson", "+12125550100", 40, 100))));

    private final LocalDate today;

    Sample(LocalDate today) {
        this.today = today;
    }

    /** Names come first, so that no number is at a site without. */
    List<Site> directory() {
        List<Party> occupiers = Stream.of(OCCUPIERS, List.of(NEWCOMER), WITHOUT_NUMBERS)
                .flatMap(List::stream)
                .toList();
        return SITES.stream()
                .map(site -> new Site(site.id(), site.name(), OPERATOR, occupiers, site.region(), site.zone()))
                .toList();
    }

    /** Then the numbers. */
    List<ActionRequest> provisioning() {
        return SITES.stream()
                .flatMap(site -> site.ranges().stream().flatMap(range -> provisioning(site, range)))
                .toList();
    }

    /** Then the parties get theirs. */
    List<VoiceServiceOrder> orders() {
        return SITES.stream()
                .flatMap(site -> Stream.of(
                                Stream.of(order(site, OPERATOR, 1, true)),
                                OCCUPIERS.stream().map(occupier -> order(site, occupier, NUMBERS_OF_OCCUPIER, true)),
                                Stream.of(order(site, NEWCOMER, 1, false)))
                        .flatMap(Function.identity()))
                .toList();
    }

    /** Then users get some of them, and the rest of what can happen to a number happens to one. */
    List<ActionRequest> everydayLife(List<VoiceServiceOutcome> outcomes) {
        return Stream.concat(
                        outcomes.stream()
                                .filter(outcome -> OCCUPIERS.contains(outcome.party()))
                                .flatMap(Sample::users),
                        SITES.stream().flatMap(this::oddities))
                .toList();
    }

    private Stream<ActionRequest> provisioning(Place site, Range range) {
        return IntStream.range(0, range.size()).mapToObj(i -> request(site.id(), range.number(i), Action.PROVISION)
                .coolingOffDate(i >= range.size() - Range.RECYCLED ? today.plusDays(10) : null)
                .details(NumberDetailsBuilder.builder()
                        .kind(kind(i))
                        .extension(String.valueOf(range.firstExtension() + i))
                        .rangeName(range.name())
                        .portedFrom(i % 20 == 19 ? "Northern Carrier" : null)
                        .build())
                .build());
    }

    private static NumberKind kind(int index) {
        return switch (index) {
            case 0 -> NumberKind.IVR;
            case 1 -> NumberKind.HUNT_GROUP;
            default -> NumberKind.DIRECT;
        };
    }

    private static VoiceServiceOrder order(Place site, Party party, int quantity, boolean activate) {
        return VoiceServiceOrderBuilder.builder()
                .orderId(id(site.id() + " " + party.id()))
                .siteId(site.id())
                .type(OrderType.ADD)
                .party(party)
                .quantity(quantity)
                .withMainNumber(true)
                .activate(activate)
                .requestedBy(REQUESTED_BY)
                .build();
    }

    private static Stream<ActionRequest> users(VoiceServiceOutcome outcome) {
        String domain = "@" + outcome.party().id() + ".example";
        return outcome.phoneNumbers().stream()
                .filter(number -> !number.equals(outcome.mainNumber()))
                .limit(NUMBERS_WITH_A_USER)
                .map(number -> request(outcome.siteId(), number, Action.ASSIGN_USER)
                        .userId("user-" + number.substring(number.length() - 2) + domain)
                        .build());
    }

    private Stream<ActionRequest> oddities(Place site) {
        Stream<ActionRequestBuilder> ofEverySite = Stream.of(
                request(site.id(), site.spare(0), Action.NOMINATE_MAIN_NUMBER),
                request(site.id(), site.spare(1), Action.START_COOLING_OFF).coolingOffDate(today.plusDays(30)));
        Stream<ActionRequestBuilder> locked =
                site.locksOne() ? Stream.of(request(site.id(), site.spare(2), Action.LOCK)) : Stream.empty();
        return Stream.concat(ofEverySite, locked).map(ActionRequestBuilder::build);
    }

    private static ActionRequestBuilder request(String siteId, String number, Action action) {
        return ActionRequestBuilder.builder()
                .requestId(id(number + " " + action))
                .phoneNumber(number)
                .siteId(siteId)
                .action(action)
                .requestedBy(REQUESTED_BY);
    }

    /** The same at each load, so that a second one is but sent again. */
    private static UUID id(String what) {
        return UUID.nameUUIDFromBytes((REQUESTED_BY + " " + what).getBytes(StandardCharsets.UTF_8));
    }
}
