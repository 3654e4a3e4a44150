package io.ringfence.domain;

/** What an order is about at the moment. */
public enum OrderPhase {
    /** A symbol of a newer schema. */
    UNKNOWN,
    /** ADD: finds its numbers, and asks for nothing before it has all. */
    PICKING,
    /** ADD: has its numbers allocated to the party. */
    ALLOCATING,
    /** ADD: has one of them made the party's main number. */
    NOMINATING,
    /** ADD: has them put into service. */
    ACTIVATING,
    /** ADD: gives back what it took. */
    UNDOING,
    /** CEASE: has the party's numbers put into cooling off. */
    CEASING,
    /** The outcome is out; what was remembered of each number goes. */
    CLEARING
}
