package io.ringfence.domain;

import static io.ringfence.domain.Fixture.DETAILS;
import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.SITE;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Orders of a party, and sites for them. */
final class OrderFixture {
    static final Party PARTY = new Party(PartyType.OCCUPIER, "acorn", "Acorn Analytics");
    static final Party OTHER = new Party(PartyType.OCCUPIER, "bluebell", "Bluebell Books");

    private OrderFixture() {}

    static SiteInMemory site(int numbers) {
        SiteInMemory site = new SiteInMemory();
        fill(site, numbers);
        return site;
    }

    static void fill(SiteInMemory site, int numbers) {
        IntStream.range(0, numbers).forEach(i -> site.add(number(i, Status.AVAILABLE, null, false)));
    }

    static String at(int index) {
        return "+44207946%05d".formatted(index);
    }

    static PhoneNumber number(int index, Status status, Party party, boolean mainNumber) {
        return number(index, DETAILS, status, party, mainNumber);
    }

    static PhoneNumber huntGroup(int index, Status status, Party party) {
        return number(index, new NumberDetails(NumberKind.HUNT_GROUP, null, "Strand", null), status, party, false);
    }

    private static PhoneNumber number(
            int index, NumberDetails details, Status status, Party party, boolean mainNumber) {
        String user = status == Status.ASSIGNED ? "user" : null;
        return PhoneNumberBuilder.builder()
                .phoneNumber(at(index))
                .siteId(SITE)
                .details(details)
                .status(status)
                .allocatedTo(party)
                .assignedUser(user)
                .mainNumber(mainNumber)
                .version(3)
                .updatedAt(NOW.minusSeconds(60))
                .build();
    }

    static VoiceServiceOrder add(int quantity, boolean withMainNumber) {
        return order(OrderType.ADD, quantity, withMainNumber, List.of(), null, null);
    }

    static VoiceServiceOrder chosen(String mainNumber, String... phoneNumbers) {
        return order(OrderType.ADD, 0, false, List.of(phoneNumbers), mainNumber, null);
    }

    static VoiceServiceOrder cease(LocalDate date) {
        return order(OrderType.CEASE, 0, false, List.of(), null, date);
    }

    static VoiceServiceOrder ceaseOf(List<String> phoneNumbers, String mainNumber) {
        return order(OrderType.CEASE, 0, false, phoneNumbers, mainNumber, null);
    }

    private static VoiceServiceOrder order(
            OrderType type,
            int quantity,
            boolean withMainNumber,
            List<String> phoneNumbers,
            String mainNumber,
            LocalDate coolingOffDate) {
        return VoiceServiceOrderBuilder.builder()
                .orderId(UUID.randomUUID())
                .siteId(SITE)
                .type(type)
                .party(PARTY)
                .quantity(quantity)
                .withMainNumber(withMainNumber)
                .activate(true)
                .coolingOffDate(coolingOffDate)
                .phoneNumbers(phoneNumbers)
                .mainNumber(mainNumber)
                .requestedBy("desk")
                .build();
    }
}
