package io.ringfence.page;

import io.ringfence.domain.Party;
import io.ringfence.query.NumberHistory;
import io.ringfence.query.NumberState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of a number.
 *
 * @param row empty where the number has left
 */
record NumberView(String phoneNumber, Optional<RowView> row, NumberHistory history, Visitor visitor, Places places) {
    String title() {
        return row.map(RowView::number).orElse(phoneNumber);
    }

    List<Control> controls() {
        return row.filter(RowView::hasControls)
                .map(number -> Control.all(number.row()))
                .orElse(List.of());
    }

    /** Another where something has happened since. */
    String state() {
        return row.map(number ->
                        number.state().version() + (number.state().changeInProgress() == null ? "" : " in progress"))
                .orElse("gone");
    }

    /** Where the outcome is asked after that the page waits for; null where it waits for none. */
    String pending() {
        return row.map(RowView::pending).orElse(null);
    }

    Place site(NumberHistory.Change change) {
        return places.of(Stream.of(change.after(), change.before())
                .filter(Objects::nonNull)
                .findFirst()
                .map(NumberState::siteId)
                .orElse(""));
    }

    String time(NumberHistory.Change change) {
        return new Times(visitor.locale(), site(change).zone()).time(change.changedAt());
    }

    /** What is different since, in words. */
    static String difference(NumberHistory.Change change) {
        NumberState before = change.before();
        NumberState after = change.after();
        if (after == null) {
            return "Left the site";
        }
        return Stream.of(
                        changed("", before == null ? null : Words.of(before.status()), Words.of(after.status())),
                        changed("Allocated to ", before == null ? null : party(before), party(after)),
                        changed("User ", before == null ? null : before.assignedUser(), after.assignedUser()),
                        changed(
                                "Main number ",
                                before != null && before.mainNumber() ? "yes" : "no",
                                after.mainNumber() ? "yes" : "no"),
                        changed(
                                "Locked ",
                                before != null && before.locked() ? "yes" : "no",
                                after.locked() ? "yes" : "no"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    private static String party(NumberState state) {
        Party party = state.allocatedTo();
        return party == null ? null : Words.of(party);
    }

    private static Optional<String> changed(String what, String before, String after) {
        if (Objects.equals(before, after)) {
            return Optional.empty();
        }
        return Optional.of(what + (before == null ? "" : before + " → ") + (after == null ? "none" : after));
    }

    Optional<String> earlier() {
        return Optional.ofNullable(history.next()).map(version -> RowView.address(phoneNumber) + "?before=" + version);
    }
}
