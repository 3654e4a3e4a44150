package io.ringfence.domain;

/** What the owner of a number makes of a request: an outcome, or a question that somebody else has to answer first. */
public sealed interface Verdict permits Outcome, PendingChange {}
