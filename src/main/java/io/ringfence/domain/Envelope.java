package io.ringfence.domain;

/**
 * A request, and what the record says that brought it.
 *
 * @param channel the way that it came in
 * @param key of the record, which may differ from the request's number; never null
 */
public record Envelope(Channel channel, String key, ActionRequest request) {
    /**
     * Whether it only asks the owner of a number what became of an earlier request with its id: that may have been lost,
     * and so may its outcome. Asks for nothing, so that it need not know what the request asked for.
     */
    public boolean isInquiry() {
        return channel == Channel.ORDERS && request.action() == Action.UNKNOWN;
    }

    /** Whether its action may be asked for on its channel. */
    boolean isPermitted() {
        return channel.permits(request.action());
    }
}
