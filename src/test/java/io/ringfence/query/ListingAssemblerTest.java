package io.ringfence.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Offer;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.PhoneNumberBuilder;
import io.ringfence.domain.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListingAssemblerTest {
    private static final Party ACME = new Party(PartyType.OCCUPIER, "1", "Acme");

    private final List<String> askedFor = new ArrayList<>();

    @Test
    void asksWhatIsAvailableForThePageAlone() {
        Listing listing = assemble(
                query(Set.of(Status.ACTIVE), 1, "+4420001"),
                number("+4420001", Status.ACTIVE, ACME, false),
                number("+4420002", Status.AVAILABLE, null, false),
                number("+4420003", Status.ACTIVE, ACME, false),
                number("+4420004", Status.ACTIVE, ACME, false));

        assertThat(askedFor).containsExactly("+4420003");
        assertThat(listing.total()).isEqualTo(4);
        assertThat(listing.matched()).isEqualTo(3);
        assertThat(listing.statuses()).containsOnlyKeys(Status.AVAILABLE, Status.ACTIVE);
        assertThat(listing.next()).isEqualTo("+4420003");
    }

    @Test
    void thereIsNoNextPageWhereOnlyOthersFollow() {
        Listing listing = assemble(
                query(Set.of(Status.ACTIVE), 1, null),
                number("+4420001", Status.ACTIVE, ACME, false),
                number("+4420002", Status.AVAILABLE, null, false));

        assertThat(listing.next()).isNull();
    }

    private Listing assemble(ListingQuery query, PhoneNumber... numbers) {
        return ListingAssembler.assemble("london-1", List.of(numbers).iterator(), query, number -> {
            askedFor.add(number.phoneNumber());
            return Offer.OF_THE_PAST;
        });
    }

    private static ListingQuery query(Set<Status> statuses, int limit, String after) {
        return ListingQueryBuilder.builder()
                .statuses(statuses)
                .limit(limit)
                .after(Optional.ofNullable(after))
                .build();
    }

    private static PhoneNumber number(String phoneNumber, Status status, Party allocatedTo, boolean mainNumber) {
        return PhoneNumberBuilder.builder()
                .phoneNumber(phoneNumber)
                .siteId("london-1")
                .details(new NumberDetails(NumberKind.DIRECT, null, null, null))
                .status(status)
                .allocatedTo(allocatedTo)
                .mainNumber(mainNumber)
                .version(1)
                .updatedAt(Instant.EPOCH)
                .build();
    }
}
