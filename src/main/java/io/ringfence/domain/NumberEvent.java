package io.ringfence.domain;

/** What the owner of a site learns from the owners of its numbers. */
public sealed interface NumberEvent extends SiteEvent permits StateChange, Rejection, PendingChange, ChangeAbandoned {
    /** The number that it is about. */
    String phoneNumber();
}
