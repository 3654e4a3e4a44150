package io.ringfence.topology;

import io.ringfence.domain.PhoneNumber;

/**
 * Hears of the rows of the listings that this instance keeps for all. Told on the stream thread, after the store: whoever
 * listens must not keep it.
 */
public interface Rows {
    /** The listings of a partition are here. */
    void opened(int partition);

    /**
     * A row is another than it was. What it follows from is committed; after a fault it may be told again.
     *
     * @param row null where the number has left the site
     */
    void changed(String siteId, String phoneNumber, PhoneNumber row);

    /** The listings of a partition are here no more, or are about to be read anew. */
    void closed(int partition);
}
