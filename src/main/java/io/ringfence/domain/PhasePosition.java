package io.ringfence.domain;

/** Where an order is: in which phase, and how much of its numbers that has seen. */
final class PhasePosition {
    /** Before the first number. */
    static final String START = "";

    private OrderPhase phase;
    private String cursor;
    private int open;

    PhasePosition(OrderProgress progress) {
        phase = progress.phase();
        cursor = progress.cursor();
        open = progress.open();
    }

    OrderPhase phase() {
        return phase;
    }

    /** Enters a phase, which has yet to look at each of the order's numbers. */
    void enter(OrderPhase next) {
        phase = next;
        cursor = START;
        open = 0;
    }

    /** Enters a phase that has no need to. */
    void enterWhereAllAreSeen(OrderPhase next) {
        phase = next;
        cursor = null;
        open = 0;
    }

    /** Where the phase has not looked at all numbers: the one up to which it has. Null where it has. */
    String cursor() {
        return cursor;
    }

    void moveTo(String phoneNumber) {
        cursor = phoneNumber;
    }

    /** Whether the phase has looked at the number. */
    boolean isSeen(Pick pick) {
        return cursor == null || pick.phoneNumber().compareTo(cursor) <= 0;
    }

    /** How many of those that were looked at are not yet as the phase wants them. */
    int open() {
        return open;
    }

    void open(int more) {
        open += more;
    }
}
