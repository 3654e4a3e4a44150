package io.ringfence.page;

import io.ringfence.query.ListingQuery;
import java.util.Optional;

/** Which numbers a page shows, by what is particular about them. */
enum Show {
    ALL("all", "All"),
    MAIN("main", "Main numbers"),
    ORDINARY("ordinary", "Ordinary"),
    LOCKED("locked", "Locked"),
    IN_PROGRESS("inProgress", "In progress");

    private final String value;
    private final String label;

    Show(String value, String label) {
        this.value = value;
        this.label = label;
    }

    /** In an address. */
    String value() {
        return value;
    }

    String label() {
        return label;
    }

    ListingQuery narrow(ListingQuery query) {
        return switch (this) {
            case ALL -> query;
            case MAIN -> query.withMainNumber(Optional.of(true));
            case ORDINARY -> query.withMainNumber(Optional.of(false));
            case LOCKED -> query.withLocked(Optional.of(true));
            case IN_PROGRESS -> query.withInProgress(Optional.of(true));
        };
    }
}
