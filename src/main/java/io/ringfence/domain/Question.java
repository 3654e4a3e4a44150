package io.ringfence.domain;

import java.util.List;

/**
 * What a request may have to ask somebody else before it can be decided: its number cannot know. Asked one after another,
 * in this order.
 */
public enum Question {
    /** A symbol of a newer schema; nothing is asked with it here. */
    UNKNOWN,
    /** Whether the party may have its main number: of the owner of the site. */
    MAIN_NUMBER,
    /** Whether one more of the party's numbers may be in service: of the owner of the site. */
    ENTITLEMENT,
    /** Whether the voice platform has carried it out. */
    FULFILMENT;

    private static final List<Question> ALL = List.of(values());

    /** All of them, in the order in which they are asked. */
    static List<Question> all() {
        return ALL;
    }

    /** Those that are asked after this one. */
    List<Question> next() {
        return ALL.subList(ordinal() + 1, ALL.size());
    }
}
