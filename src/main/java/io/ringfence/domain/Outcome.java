package io.ringfence.domain;

/** What a request came to. Every readable request has exactly one. */
public sealed interface Outcome extends Verdict permits StateChange, Rejection {
    /** The number that was asked for, as the request named it. */
    String phoneNumber();

    /** The site of the request, as the request named it; of a change that time caused, the number's. */
    String siteId();
}
