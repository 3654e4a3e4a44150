package io.ringfence.page;

import io.ringfence.domain.Action;
import io.ringfence.query.NationalFormat;
import io.ringfence.query.NumberRow;
import io.ringfence.query.NumberState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of a table.
 *
 * @param table that the row stands in
 * @param note what became of what was asked for here; empty where nothing was
 * @param attempt of what is asked from here: asking again makes no other request
 */
record RowView(NumberRow row, Place site, Visitor visitor, Table table, Optional<Note> note, UUID attempt) {
    /** In which a row stands. */
    enum Table {
        /** Of a site. */
        SITE,
        /** Of numbers at several sites. */
        SITES,
        /** Of a site as it was. */
        PAST,
        /** The page of one number. */
        NUMBER
    }

    static RowView of(NumberRow row, Place site, Visitor visitor, Table table) {
        return new RowView(row, site, visitor, table, Optional.empty(), UUID.randomUUID());
    }

    RowView with(Note outcome) {
        return new RowView(row, site, visitor, table, Optional.of(outcome), UUID.randomUUID());
    }

    /** As it is dialled from the site. */
    String number() {
        return NationalFormat.of(state().phoneNumber(), site.region());
    }

    NumberState state() {
        return row.state();
    }

    /** Of its element. */
    String id() {
        return "n" + state().phoneNumber().substring(1);
    }

    /** The element that an answer takes the place of. */
    String target() {
        return table == Table.NUMBER ? "#number-state" : "#" + id();
    }

    String form() {
        return "form-" + id();
    }

    String control(Action action) {
        return id() + "-" + action;
    }

    boolean hasControls() {
        return table != Table.PAST && visitor.operates();
    }

    boolean hasSite() {
        return table == Table.SITES;
    }

    boolean canBeSelected() {
        return table == Table.SITE && visitor.operates();
    }

    Times times() {
        return new Times(visitor.locale(), site.zone());
    }

    List<Control> status() {
        return controls(Control.Column.STATUS);
    }

    List<Control> allocation() {
        return controls(Control.Column.ALLOCATION);
    }

    List<Control> mainNumber() {
        return controls(Control.Column.MAIN_NUMBER);
    }

    private List<Control> controls(Control.Column column) {
        return hasControls() ? Control.of(row, column) : List.of();
    }

    /** What stands before a cell where there is no room for a heading; nothing does where the cell is empty. */
    String label(String heading, boolean isFilled) {
        return isFilled ? heading : null;
    }

    /** Of the number's own page. */
    String address() {
        return address(state().phoneNumber());
    }

    static String address(String phoneNumber) {
        return "/phone-numbers/" + phoneNumber;
    }

    /** Where what is asked of the number goes. */
    String requests() {
        return site.address() + "/phone-numbers/" + state().phoneNumber() + "/requests";
    }

    /** Where the outcome is asked after that the row waits for; null where it waits for none. */
    String pending() {
        return note.flatMap(Note::pending)
                .map(id -> requests() + "/" + id + "?table=" + table)
                .orElse(null);
    }

    String ask(Action action) {
        return "%s/ask?action=%s&version=%d&table=%s".formatted(requests(), action, state().version(), table);
    }

    String why() {
        return state().lockReason() == null ? "Locked" : "Locked: " + state().lockReason();
    }
}
