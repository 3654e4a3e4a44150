package io.ringfence.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.domain.Action;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Offer;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.PhoneNumberBuilder;
import io.ringfence.domain.Question;
import io.ringfence.domain.Status;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A page of a large site is what reading all of it makes of the same query. */
class CompactSiteTest {
    private static final List<Status> STATUSES =
            List.of(Status.AVAILABLE, Status.RESERVED, Status.ACTIVE, Status.ASSIGNED, Status.COOLDOWN);
    private static final List<Party> PARTIES = List.of(
            new Party(PartyType.OCCUPIER, "elm", "Elm"),
            new Party(PartyType.OPERATOR, "elm", "Elm Desks"),
            new Party(PartyType.OCCUPIER, "oak", "Oak"));
    private static final List<NumberDetails> DETAILS = List.of(
            new NumberDetails(NumberKind.DIRECT, null, null, null),
            new NumberDetails(NumberKind.DIRECT, "1046", "Strand East", null),
            new NumberDetails(NumberKind.IVR, "01046", "Strand West", null),
            new NumberDetails(NumberKind.DIRECT, "X-1", "Strand East", null),
            new NumberDetails(NumberKind.IVR, "x-1", null, null),
            new NumberDetails(NumberKind.DIRECT, "123456789", "Strand West", null));
    private static final ChangeInProgress CHANGE =
            new ChangeInProgress(new UUID(0, 1), Action.ACTIVATE, Instant.EPOCH, Question.MAIN_NUMBER);

    /** Of unequal length, some the beginning of others. */
    private static final List<String> NUMBERS = Stream.of(
                    "+4420794", "+1212555", "+44207946", "+999999999999999", "+1000000")
            .flatMap(number -> Stream.of(
                    number,
                    number.length() < 14 ? number + "00" : number,
                    number.length() < 15 ? number + "7" : number))
            .distinct()
            .toList();

    private static final class Site implements CompactSite.Source {
        private final TreeMap<String, PhoneNumber> rows = new TreeMap<>();
        private boolean fails;

        @Override
        public PhoneNumber row(String phoneNumber) {
            if (fails) {
                throw new IllegalStateException("moved");
            }
            return rows.get(phoneNumber);
        }

        @Override
        public CompactSite.Closing all() {
            Iterator<PhoneNumber> all = rows.values().iterator();
            return new CompactSite.Closing() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public PhoneNumber next() {
                    return all.next();
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Null where a number is to be withdrawn. */
    record Change(String number, PhoneNumber row) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(Arbitraries.of(NUMBERS), rows().injectNull(0.2))
                .as((number, row) -> new Change(number, row == null ? null : row.withPhoneNumber(number)))
                .list()
                .ofMaxSize(40);
    }

    private static Arbitrary<PhoneNumber> rows() {
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        return Combinators.combine(
                        Arbitraries.of(STATUSES),
                        Arbitraries.of(PARTIES).injectNull(0.3),
                        flags,
                        flags,
                        flags,
                        Arbitraries.of(DETAILS))
                .as((status, party, main, locked, inProgress, details) -> PhoneNumberBuilder.builder()
                        .phoneNumber("")
                        .siteId("strand")
                        .details(details)
                        .status(status)
                        .allocatedTo(party)
                        .mainNumber(main)
                        .locked(locked)
                        .changeInProgress(inProgress ? CHANGE : null)
                        .version(1)
                        .updatedAt(Instant.EPOCH)
                        .build());
    }

    @Provide
    Arbitrary<ListingQuery> queries() {
        Arbitrary<Optional<Boolean>> flags = Arbitraries.of(true, false).optional(0.3);
        Arbitrary<ListingQuery> filters = Combinators.combine(
                        Arbitraries.of(STATUSES).set().ofMaxSize(2),
                        Arbitraries.of(Allocation.values()).set().ofMaxSize(1),
                        Arbitraries.of(
                                        new Holder(Optional.empty(), "elm"),
                                        new Holder(Optional.of(PartyType.OCCUPIER), "elm"))
                                .optional(0.3),
                        flags,
                        flags,
                        flags,
                        Arbitraries.of("7946", "0207", "+4", "none", "1046", "x-1", "123456789", "elm", "East", "desks")
                                .map(Search::new)
                                .optional(0.4))
                .as((statuses, allocations, holder, main, locked, inProgress, search) -> new ListingQuery(
                        statuses,
                        allocations,
                        holder,
                        main,
                        locked,
                        inProgress,
                        Optional.of(NumberKind.DIRECT).filter(any -> statuses.isEmpty()),
                        search,
                        1,
                        Optional.empty(),
                        false));
        return Combinators.combine(
                        filters,
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.of(NUMBERS).optional(0.5))
                .as((query, limit, after) -> query.withLimit(limit).withAfter(after));
    }

    @Property(tries = 1_000)
    void isWhatReadingAllOfItMakes(
            @ForAll("changes") List<Change> before,
            @ForAll("changes") List<Change> since,
            @ForAll("queries") ListingQuery query) {
        Site site = new Site();
        CompactSite compact = new CompactSite();
        make(before, site, compact);
        assertSame(compact, site, query);
        make(since, site, compact);
        assertSame(compact, site, query);
        assertSame(compact, site, query.withLimit(100).withAfter(Optional.empty()));
    }

    private static void make(List<Change> changes, Site site, CompactSite compact) {
        changes.forEach(change -> {
            if (change.row() == null) {
                site.rows.remove(change.number());
            } else {
                site.rows.put(change.number(), change.row());
            }
            compact.change(change.number());
        });
    }

    private static void assertSame(CompactSite compact, Site site, ListingQuery query) {
        Listing whole =
                ListingAssembler.assemble("strand", site.rows.values().iterator(), query, number -> Offer.OF_THE_PAST);

        CompactSite.Page page = compact.page(query, site);
        assertThat(page.total()).isEqualTo(whole.total());
        assertThat(page.matched()).isEqualTo(whole.matched());
        assertThat(page.statuses()).isEqualTo(whole.statuses());
        assertThat(page.more()).isEqualTo(whole.next() != null);
        assertThat(page.phoneNumbers())
                .isEqualTo(whole.phoneNumbers().stream()
                        .map(row -> row.state().phoneNumber())
                        .toList());
    }

    @Test
    void readsAllAgainWhereItFailedOnTheWay() {
        Site site = new Site();
        CompactSite compact = new CompactSite();
        ListingQuery all = new ListingQuery(
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                100,
                Optional.empty(),
                false);
        PhoneNumber row = rows().sample();
        for (int i = 0; i < 20; i++) {
            site.rows.put("+44207946" + (1000 + i), row.withPhoneNumber("+44207946" + (1000 + i)));
        }
        compact.page(all, site);
        site.rows.remove("+442079461001");
        compact.change("+442079461001");
        site.fails = true;
        assertThatThrownBy(() -> compact.page(all, site)).hasMessage("moved");
        site.fails = false;

        assertSame(compact, site, all);
    }
}
