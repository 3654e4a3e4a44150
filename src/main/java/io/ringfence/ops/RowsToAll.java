package io.ringfence.ops;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.topology.Rows;
import java.util.List;

/** Tells everybody who listens. */
record RowsToAll(List<Rows> listeners) implements Rows {
    @Override
    public void opened(int partition) {
        listeners.forEach(listener -> listener.opened(partition));
    }

    @Override
    public void changed(String siteId, String phoneNumber, PhoneNumber row) {
        listeners.forEach(listener -> listener.changed(siteId, phoneNumber, row));
    }

    @Override
    public void closed(int partition) {
        listeners.forEach(listener -> listener.closed(partition));
    }
}
