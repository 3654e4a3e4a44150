package io.ringfence.page;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.Action;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is asked of several numbers at once.
 *
 * @param number those that were selected; null where none was
 * @param all whether it is all that the address shows, on all pages
 * @param versions of the numbers that were tried, a line each: number and version
 */
@Introspected
record BulkForm(
        @Nullable List<String> number,
        @Nullable Boolean all,
        @Nullable Action action,
        @Nullable String party,
        @Nullable String occupier,
        @Nullable String partyName,
        @Nullable String userId,
        @Nullable UUID attempt,
        @Nullable String versions) {
    /** Of a form in which nothing is selected: it has no body. */
    static final BulkForm NOTHING = new BulkForm(null, null, null, null, null, null, null, null, null);

    /** A number as it was tried. */
    record Tried(String phoneNumber, long version) {
        @Override
        public String toString() {
            return phoneNumber + " " + version;
        }

        static Tried parsed(String line) {
            String[] parts = line.split(" ", 2);
            try {
                return new Tried(parts[0], Long.parseLong(parts[1]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw Refusals.unreadable("The form is not one of this page: open the page again.");
            }
        }
    }

    BulkForm withAttempt(UUID another) {
        return new BulkForm(number, all, action, party, occupier, partyName, userId, another, versions);
    }

    BulkForm requireAction() {
        if (action == null) {
            throw Refusals.unreadable("There is no action.");
        }
        return this;
    }

    boolean isAll() {
        return Boolean.TRUE.equals(all);
    }

    List<String> numbers() {
        return Optional.ofNullable(number).orElse(List.of());
    }

    List<Tried> tried() {
        return Optional.ofNullable(versions).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Tried::parsed)
                .toList();
    }

    /** Whether all is said that the action needs. */
    boolean isComplete() {
        return switch (Needed.by(action)) {
            case PARTY -> isSaid(PartyChoice.value(party, occupier));
            case USER -> isSaid(userId);
            case NOTHING -> true;
        };
    }

    private static boolean isSaid(String text) {
        return text != null && !text.isBlank();
    }

    /** The request of one of the numbers. */
    RequestForm of(Tried one) {
        return new RequestForm(action, one.version(), attempt, party, occupier, partyName, userId, RowView.Table.SITE);
    }
}
